\ test run
\ run: seven == 7
\ run: 10 3 clamp5 8 clamp5 == 5 3 5
: fixed ( n "name" -- )  {: n :} create n , does> ( -- n )  @ ;
7 fixed seven
: clamp: ( n "name" -- )  create , does> ( n1 -- n2 )  {: n1 addr :} n1 addr @ min ;
5 clamp: clamp5
: 10 ( -- n )  5 ;
