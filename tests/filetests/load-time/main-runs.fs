\ test run
\ output: >>>top main\n<<<
: main ( -- )  ." main" cr ;
.( top )
