\ Doubly recursive Fibonacci numbers: nothing but calls.
: fib ( n -- n2 )  dup 2 < if exit then  dup 1- recurse swap 2 - recurse + ;
: main ( -- )  40 fib . cr ;
