\ test run
\ A thread that sleeps counts as running.
\ output: >>>7 \n<<<
0 channel constant c
: worker ( -- )  20 ms 7 c send ;
: main ( -- )  ['] worker spawn drop  c recv . cr ;
