\ test run
\ output: >>>-2 \n<<<
\ stderr: >>>thread 1: worker gave up\n<<<
: worker ( -- )  true abort" worker gave up" ;
: run-worker ( -- )  ['] worker spawn join ;
: main ( -- )  ['] run-worker catch . cr ;
