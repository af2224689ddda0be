\ test run
\ A channel made while compiling costs nothing at the start.
\ flags: --load-eval
\ output: >>>5 \n<<<
\ x86-64: not "ffc_channel\b"
100 channel constant c
: main ( -- )  5 c send c recv . cr ;
