\ test run
\ run: f == 3 100
: down ( n -- )  dup 0= if 100 throw then 1- recurse drop ;
: start ( -- )  1000 down ;
: f ( -- n1 n2 )  3 ['] start catch ;
