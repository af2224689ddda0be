\ test run
\ output: >>>one two 1 2 three\n<<<
.( one )
include parts/two.fs
two-constant two-word . . 
.( three) cr
