\ test run
\ What the top level prints comes in source order, evaluated or not, and before `main`.
\ output:
\ | 1 2 3
\ | 4 5
\ | main
.( 1 ) 2 . .( 3) cr
: five ( -- )  ." 5" cr ;
4 .
: main ( -- )  ." main" cr ;
five
