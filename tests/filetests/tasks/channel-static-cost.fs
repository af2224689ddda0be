\ test run
\ A channel made while compiling costs nothing at the start.
\ output: >>>5 \n<<<
\ x86-64: not "ffc_channel"
100 channel constant c
: main ( -- )  5 c send c recv . cr ;
