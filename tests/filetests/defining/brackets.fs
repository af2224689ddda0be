\ test run
\ run: f == 12
\ run: g == 1 2
\ output: >>>in brackets\n<<<
: f ( -- n )  [ 3 4 * ] literal ;
: g ( -- n1 n2 )  [ 1 2 ] 2literal ;
: h ( -- )  [ .( in brackets) cr ] ;
