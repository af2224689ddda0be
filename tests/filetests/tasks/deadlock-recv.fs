\ test run
\ exit: 2
\ output: >>>before\n<<<
\ stderr: >>>deadlock\n<<<
\ stderr: >>>main: recv on channel <<<
0 channel constant c
: main ( -- )  ." before" cr c recv drop ." after" ;
