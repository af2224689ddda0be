\ test run
\ exit: 1
\ stderr: >>>cannot go on\n<<<
: check ( flag -- )  abort" cannot go on" ;
: main ( -- )  0 check 1 check ." not reached" ;
