\ test run
\ output: >>>55 \n<<<
\ run: 20 fib == 6765
: fib ( n -- n2 )  dup 2 < if exit then  dup 1- recurse swap 2 - recurse + ;
: main ( -- )  10 fib . cr ;
