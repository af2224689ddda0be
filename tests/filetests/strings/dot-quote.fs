\ test run
\ output: >>>plain  two  spaces \n<<<
: f ( -- )  ." plain"  ."   two  spaces " ;
f cr
