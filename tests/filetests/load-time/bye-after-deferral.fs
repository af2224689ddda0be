\ test run
\ output: >>>before\n<<<
: main ( -- )  ." main" ;
utime 2drop
.( before) cr
bye
.( after)
