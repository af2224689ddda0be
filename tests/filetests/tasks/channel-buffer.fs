\ test run
\ output: >>>1 2 3 \n<<<
3 channel constant c
: main ( -- )  1 c send 2 c send 3 c send  c recv . c recv . c recv . cr ;
