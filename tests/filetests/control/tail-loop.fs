\ test run
\ A call in tail position uses no return stack, so this can go on for as long as it likes.
\ flags: -O2
\ output: >>>done\n<<<
: countdown ( n -- )  dup 0= if drop exit then  1- recurse ;
: main ( -- )  20000000 countdown ." done" cr ;
