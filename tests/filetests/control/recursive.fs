\ test run
\ output: >>>120 3628800 4 2 1 \n<<<
: fac ( n -- n! ) recursive  dup 1 > if dup 1- fac * then ;
5 fac .
\ Without it the name is that of an earlier word.
: sum ( n -- n )  10 + ;
: sum ( n -- n )  sum ;
10 fac .
: down ( n -- ) recursive
  dup 0= if drop exit then dup . 2/ down ;
4 down newline type
