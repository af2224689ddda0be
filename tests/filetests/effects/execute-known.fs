\ test run
\ A token that is known has its word's effect.
\ effect: f ( n -- n )
\ effect: g ( n n -- n )
\ run: 1 f == 2
\ run: 1 2 g == 3
: f ( n -- n2 )  ['] 1+ execute ;
: g ( n1 n2 -- n3 )  ['] + execute ;
