\ test run
\ output: >>>377 255 255 \n<<<
: octal ( -- )  8 base ! ;
utime 2drop
octal 377 dup .
decimal .
: in-hex ( -- n )  [ hex ] ff [ decimal ] ;
in-hex . cr
