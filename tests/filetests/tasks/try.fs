\ test run
\ output: >>>-1 -1 0 1 -1 2 -1 0 0 \n<<<
2 channel constant c
: .both ( x flag -- )  swap . . ;
: main ( -- )
  1 c try-send . 2 c try-send . 3 c try-send .
  c try-recv .both c try-recv .both c try-recv .both cr ;
