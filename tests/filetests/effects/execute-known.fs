\ test compile
\ A token that is known has its word's effect.
\ effect: f ( n -- n )
\ effect: g ( n n -- n )
: f ( n -- n2 )  ['] 1+ execute ;
: g ( n1 n2 -- n3 )  ['] + execute ;
