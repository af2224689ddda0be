\ test run
\ output: >>>before two 2 after \n<<<
utime 2drop
.( before )
include ../include/parts/two.fs
two-constant .
.( after ) cr
