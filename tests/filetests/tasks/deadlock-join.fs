\ test run
\ exit: 2
\ stderr: >>>deadlock\n<<<
\ stderr: >>>main: join of thread 1\n<<<
\ stderr: >>>worker: recv on channel <<<
0 channel constant never
: worker ( -- )  never recv drop ;
: main ( -- )  ['] worker spawn join ;
