\ test run
\ What follows `include` on the line is interpreted after the file.
\ output: >>>before two after\n<<<
.( before ) include parts/two.fs .( after) cr
