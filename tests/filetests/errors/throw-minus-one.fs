\ test run
\ exit: 1
\ output: >>>out\n<<<
: main ( -- )  ." out" cr abort ;
