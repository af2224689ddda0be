\ test run
\ output: >>>2 4 \n<<<
argc @ 1+ value two
: double ( -- n )  two 2* ;
: main ( -- )  two . double . cr ;
