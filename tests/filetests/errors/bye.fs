\ test run
\ output: >>>before\n<<<
: f ( -- )  ." before" cr bye ." after" ;
: main ( -- )  f ." not" ;
