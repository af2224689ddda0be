\ test run
\ run: 0 dispatch == 30
\ run: 1 dispatch == 20
\ run: 2 dispatch == 10
: jump-table: ( xt ... u "name" -- )  create 0 ?do , loop  does> ( n -- n2 )  swap cells + @ execute ;
:noname ( -- n )  10 ; :noname ( -- n )  20 ; :noname ( -- n )  30 ;
3 jump-table: dispatch
