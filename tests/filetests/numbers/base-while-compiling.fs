\ test run
\ The base counts when a number is read, not when it runs.
\ run: f == 255
\ run: g == 16
hex
: f ( -- n )  ff ;
decimal
: g ( -- n )  [ hex ] 10 [ decimal ] ;
