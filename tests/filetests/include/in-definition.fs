\ test run
\ output: >>>two 2 \n<<<
: load-two ( -- )  s" parts/two.fs" included ;
load-two
two-constant . cr
