\ test run
\ Nobody waits at the other side: neither can be done.
\ output: >>>0 0 0 \n<<<
0 channel constant c
: main ( -- )  1 c try-send . c try-recv . . cr ;
