\ test run
\ output: >>>two 2 \n<<<
s" parts/two.fs" included
s" parts/two.fs" required
two-constant . cr
