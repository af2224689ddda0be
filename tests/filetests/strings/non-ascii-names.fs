\ test run
\ output: >>>42\n<<<
: naïve ( -- n )  42 ;
naïve 0 .r cr
