\ Doubly recursive Fibonacci numbers: nothing but calls.
include common.fs

: fib ( n -- n2 )  dup 2 < if drop 1 else dup 1- recurse swap 2 - recurse + then ;

: kernel ( n -- n2 )  fib ;

: main ( -- )  size kernel . cr ;
