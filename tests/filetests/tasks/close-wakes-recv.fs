\ test run
\ output: >>>-303 \n<<<
0 channel constant c
variable code
: receiver ( -- )  c recv drop ;
: worker ( -- )  ['] receiver catch code ! ;
: main ( -- )  ['] worker spawn  5 ms  c close-channel join  code @ . cr ;
