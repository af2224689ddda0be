\ test run
\ output: >>>1 2 3 4 \n<<<
: inner ( -- )  s" 2 ." evaluate ;
: outer ( -- )  s" 1 . inner 3 ." evaluate ;
outer
s\" s\" 4 .\" evaluate" evaluate cr
