\ test run
\ run: 10000 sum == 50005000
: sum ( n -- n2 )  dup 0= if exit then  dup 1- recurse + ;
