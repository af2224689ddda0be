\ test run
\ A long computation is left to the program; before and after it things are as ever.
\ output: >>>before 49999995000000 after 7 \n<<<
.( before )
: sum ( n -- n2 )  0 swap 0 do i + loop ;
10000000 sum .
7 constant seven
.( after ) seven . cr
