\ test run
\ A word that takes its caller's return address ends its caller.
\ run: 0 f == 1 3
\ run: 1 f == 1 2 3
\ run: 4 g == 4 8
\ run: 0 g == 0
: ?bail ( flag -- )  0= if r> drop then ;
: inner ( flag -- ... )  1 swap ?bail 2 ;
: f ( flag -- ... )  inner 3 ;
: ?exit-zero ( n -- n )  dup 0= if rdrop then ;
: g ( n -- ... )  ?exit-zero dup 2* ;
