\ test run
\ output: >>>0 1 2 3 0 \n<<<
utime 2drop
depth .
5 depth .
6 depth .
7 depth .
drop drop drop
depth . cr
