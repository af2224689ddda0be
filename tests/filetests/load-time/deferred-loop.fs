\ test run
\ output: >>>0 1 2 10 \n<<<
variable sum
: run ( u -- )  0 do i dup sum +! . loop ;
argc @ 2 + run
sum @ 7 + . cr
