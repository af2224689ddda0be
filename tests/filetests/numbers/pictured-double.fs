\ test run
\ output: >>>340282366920938463463374607431768211455 ffffffffffffffffffffffffffffffff 0 \n<<<
: .ud ( ud -- )  <# #s #> type space ;
: lower ( c-addr u -- )  over + swap ?do i c@ dup [char] A [char] G within if 32 + then emit loop space ;
: main ( -- )  -1 -1 .ud  hex -1 -1 <# #s #> lower decimal  0 0 .ud cr ;
