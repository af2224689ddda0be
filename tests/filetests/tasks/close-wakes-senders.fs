\ test run
\ output: >>>-302 \n<<<
0 channel constant c
variable code
: sender ( -- )  1 c send ;
: worker ( -- )  ['] sender catch code ! ;
: main ( -- )  ['] worker spawn  5 ms  c close-channel join  code @ . cr ;
