\ test run
\ What fits the program's stack is no error, however deep it is.
\ output: >>>5000050000 done\n<<<
: sum ( n -- n2 )  dup 0= if exit then  dup 1- recurse + ;
: countdown ( n -- )  dup 0= if drop exit then  1- recurse ;
100000 sum .
100000 countdown .( done) cr
