\ test run
\ run: 3 f == 4
\ run: 3 g == 6
\ run: 5 h == 5 -5
\ run: 0 pick-one == 20
\ run: 1 pick-one == 10
: 1+, ( -- )  postpone 1+ ; immediate
: f ( n -- n2 )  1+, ;
: twice, ( -- )  postpone dup postpone + ; immediate
: g ( n -- n2 )  twice, ;
: if-else, ( n1 n2 -- )  >r >r postpone if r> postpone literal postpone else r> postpone literal postpone then ; immediate
: pick-one ( flag -- n )  [ 10 20 ] if-else, ;
: again, ( -- )  postpone twice, ; immediate
: h ( n -- n n2 )  dup negate ;
