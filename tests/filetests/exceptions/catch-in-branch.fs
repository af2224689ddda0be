\ test run
\ run: 8 2 safe == 4 
\ run: 8 0 safe == 0
: divide ( n1 n2 -- n3 )  / ;
: safe ( n1 n2 -- n3 )  ['] divide catch if 2drop 0 then ;
