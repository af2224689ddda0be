\ test run
\ People name plain cells with letters: both readings are tried.
\ effect: four ( n n n n -- n )
\ run: 1 2 3 4 four == 10
: four ( a b c d -- sum )  + + + ;
: with-r ( r -- r2 )  2* ;
: f ( d f -- r )  + ;
