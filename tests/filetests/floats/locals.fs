\ test run
\ effect: len ( -- ) ( F: r r -- r )
\ effect: mixed ( n n -- n ) ( F: r r -- r )
\ run: 3e 4e len f>s == 5
\ run: 10 3 2e 5e mixed f>s == 7 15
\ run: 5 power2 f>s == 32
\ run: 3e 4e old f>s == -1
\ run: 2e 5 sums f>s == 12
\ run: 4e fresh f>s == 4
: sums ( n r -- r2 )  {: F: r :}  0 ?do 2e +to r loop r ;
: fresh ( r -- r2 )  {: F: r | F: s :}  s r f+ to s s ;
: len {: F: x F: y -- F: r :}  x x f* y y f* f+ fsqrt ;
: mixed {: a F: x b F: y :}  a b -  x y f+ y f- y f* 5e f+ ;
: power2 ( n -- r )  1e {: n F: acc :}  n 0 ?do acc 2e f* to acc loop acc ;
: old { F: a F: b -- r }  a b f- ;
