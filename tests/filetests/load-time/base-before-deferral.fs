\ test run
\ output: >>>FF 100 10 \n<<<
hex
ff .
utime 2drop
100 .
decimal
10 . cr
