\ test run
\ output: >>>5 6 \n<<<
: main ( -- )  2 channel  5 over send 6 over send  dup recv . recv . cr ;
