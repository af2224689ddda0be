\ test run
\ The stack as it stood goes over to the running program.
\ output: >>>3 2 1 \n<<<
1 2
utime 2drop
3 . . . cr
