\ test run
\ exit: 2
\ stderr: >>>deadlock\n<<<
\ stderr: >>>main: send on channel <<<
1 channel constant c
: main ( -- )  1 c send 2 c send ;
