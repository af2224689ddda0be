\ test run
\ output: >>>1 -1 2 -1 0 0 0 0 \n<<<
4 channel constant c
: .both ( x flag -- )  swap . . ;
: main ( -- )
  1 c send 2 c send c close-channel
  c recv? .both c recv? .both c recv? .both c recv? .both cr ;
