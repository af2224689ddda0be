\ test run
\ throws: -10
: f ( n -- n2 )  1 swap / ;
0 f .
