\ test run
\ run: f == 1
\ run: g == 2
true constant big
: f ( -- n )  [ big ] [if] 1 [else] 2 [then] ;
: g ( -- n )  [ big 0= ] [if] 1 [else] 2 [then] ;
