\ test run
\ exit: 2
\ stderr: >>>deadlock\n<<<
\ stderr: >>>join<<<
0 channel constant never
: worker ( -- )  never recv drop ;
: main ( -- )  ['] worker spawn join ;
