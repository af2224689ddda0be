\ test run
\ output:
\ | 0 0 0 1 0 0 2 1 0 
\ | 111212021 
\ | 303040406 303030303 
\ | 27027045045063 27027027027027 
\ | 39 -1 30 3 
\ | 3.5 
\ | 66677 66666 0 
\ What only an arm of a branch may change is loaded before a loop and behind the stores there; the rounds after it know.
variable v  variable w  fvariable f

\ The columns are in the cell before the array, and the array may be indexed anywhere.
: matrix ( rows columns "name" -- )
  create dup ,  * cells allot
  does> ( row column -- addr )  rot over @ *  rot + cells + cell+ ;
3 3 matrix m
: lower ( n -- )  dup 0 do  dup 0 do  j i - 0 max  j i m 2dup @ < if ! else 2drop then  loop loop drop ;
: show ( -- )  3 0 do 3 0 do j i m @ . loop loop ;
: fill-up ( n -- )  dup 0 do  dup 0 do  100 j i m !  loop loop drop ;
create kept  ' lower ,
: main ( -- )  3 fill-up  3 kept @ execute  show cr  kept @ kept ! ;
main
\ No product on the way on which nothing is stored.
\ x86-64 lower: "imulq"
\ x86-64 lower: not "p2align.*\n\.L\d+:\n([^j\n]*\n)*[^j\n]*imulq"
\ arm64 lower: "mul"
\ arm64 lower: not "csel.*\n([^b\n]*\n)*[^b\n]*mul"

\ An index that comes back to the columns changes them.
5 2 matrix k
: tens ( -- )  5 0 do  2 0 do  j 10 * i +  j i k !  loop loop ;
: collapse ( n -- n2 )  0 swap 0 do  100 *  i 1 k @ +  i 2 = if 1  0 i 3 - k ! then  loop ;
: main2 ( -- )  tens 5 collapse . cr ;
main2
\ What was loaded before the store is used behind it.
: digits ( addr n -- n2 )  0 swap 0 do ( addr sum )  100 *  v @  i 1 and if  2 pick  i 3 + swap !  then  +  loop nip ;
: main3 ( -- )  3 v !  v 5 digits .  3 v !  w 5 digits . cr ;
main3
\ With what is computed from it.
: products ( addr n m -- n2 )  { a n m }  0  n 0 do  1000 *  v @ m *  i 1 and if i 4 + a ! then  +  loop ;
: main4 ( -- )  3 v !  v 5 9 products .  3 v !  w 5 9 products . cr ;
main4
\ Two arms, of which one leaves the loop.
: leaving ( addr n -- n2 )  0 swap 0 do ( addr sum ) v @ +  i 5 = if -1 2 pick ! leave then  i 2 = if 3 2 pick ! then  loop nip ;
: main5 ( -- )  10 v !  v 9 leaving . v ?  10 v ! v 3 leaving . v ? cr ;
main5
\ Floats.
: halves ( addr n -- ) ( F: -- r )  0e 0 do  f f@ 0.5e f* f+  i 1 and if i s>f dup f! then  loop drop ;
: main6 ( -- )  1e f f!  f 5 halves f. cr ;
main6
\ The address comes from elsewhere: it is there when the loop is entered.
: walk ( addr1 addr2 n -- n2 )  { a b n }  0  n 0 ?do  10 *  a @ +  i 2 = if 7 b ! then  loop ;
: main7 ( -- )  6 w !  w w 5 walk .  6 w !  w v 5 walk .  0 0 0 walk . cr ;
main7
create kept2  ' digits ,  kept2 @ kept2 !
\ x86-64 digits: "movq d_v\(%rip\)(.*\n)*.*movq d_v\(%rip\)"
