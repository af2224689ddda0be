\ test run
\ exit: 1
\ stderr: >>>quit\n<<<
: main ( -- )  quit ;
