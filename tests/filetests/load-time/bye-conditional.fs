\ test run
\ output: >>>before\n<<<
.( before) cr
1 [if] bye [then]
.( after)
