\ test run
\ exit: 1
\ stderr: >>>stack overflow\n<<<
: fill-up ( ... -- ... )  begin 1 again ;
: main ( -- )  fill-up ;
