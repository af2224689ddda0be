\ test run
\ output: >>>two two 2 \n<<<
include parts/two.fs
include parts/two.fs
two-constant . cr
