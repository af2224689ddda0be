\ test run
\ output: >>>top\n<<<
5 constant main
.( top) cr
