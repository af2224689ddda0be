\ test run
\ output: >>>2 \n<<<
[undefined] two-constant [if] 2 constant two-constant [else] include parts/two.fs [then]
[undefined] two-constant [if] include parts/two.fs [then]
two-constant . cr
