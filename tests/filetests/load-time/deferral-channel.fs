\ test run
\ output: >>>2 1 \n<<<
utime 2drop
1 channel constant c
2 channel constant d
2 c send  1 d send
c recv . d recv . cr
