\ test run
\ effect: square ( n -- n )
\ effect: nothing ( -- )
\ effect: two-to-three ( n n -- n n n )
\ effect: eats ( n n n -- )
\ run: 5 square == 25
\ run: nothing five == 5
\ run: 1 2 two-to-three == 1 2 3
\ run: 1 2 3 eats == 
: square ( n -- n2 )  dup * ;
: nothing ( -- ) ;
: five ( -- n )  5 ;
: two-to-three ( n1 n2 -- n1 n2 n3 )  2dup + ;
: eats ( a b c -- )  drop 2drop ;
