\ test run
\ A thread takes along as many cells as its word has inputs.
\ output: >>>7 100 \n<<<
variable sum
: add-all ( n1 n2 n3 -- )  + + sum ! ;
: main ( -- )  100 1 2 4 ['] add-all spawn join  sum @ . . cr ;
