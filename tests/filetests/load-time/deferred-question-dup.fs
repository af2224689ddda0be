\ test run
\ output: >>>5 5 0 7 \n<<<
argc @ 4 + ?dup . .
argc @ 1- ?dup .
7 ?dup drop . cr
