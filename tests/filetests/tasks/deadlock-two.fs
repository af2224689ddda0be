\ test run
\ Each waits for what only the other could send.
\ exit: 2
\ stderr: >>>deadlock\n<<<
0 channel constant a
0 channel constant b
: worker ( -- )  a recv b send ;
: main ( -- )  ['] worker spawn drop  b recv a send ;
