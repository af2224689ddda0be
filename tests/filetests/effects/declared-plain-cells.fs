\ test compile
\ People name plain cells with letters: both readings are tried.
\ effect: four ( n n n n -- n )
: four ( a b c d -- sum )  + + + ;
: with-r ( r -- r2 )  2* ;
: f ( d f -- r )  + ;
