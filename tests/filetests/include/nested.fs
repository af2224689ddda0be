\ test run
\ output: >>>nested leaf two 2 \n<<<
include parts/nested.fs
two-constant . cr
