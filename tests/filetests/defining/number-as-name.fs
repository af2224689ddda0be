\ test run
\ Names come before numbers.
\ output: >>>7 7 4\n<<<
: 5 ( -- n )  7 ;
5 .
: f ( -- n )  5 ;
f . 4 0 .r cr
