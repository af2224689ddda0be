\ test run
\ run: 0 sign-name == 0
\ run: 5 sign-name == 1
\ run: -5 sign-name == -1
\ run: 0 if-only == 1
\ run: -1 if-only == 2 1
\ run: 4294967296 if-only == 2 1
: sign-name ( n -- n2 )  dup 0= if drop 0 else 0< if -1 else 1 then then ;
: if-only ( flag -- ... )  if 2 then 1 ;
