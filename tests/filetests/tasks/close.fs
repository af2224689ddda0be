\ test run
\ output: >>>0 -1 -302 -302 -304 5 -303 0 0 \n<<<
2 channel constant c
: send-one ( -- )  1 c send ;
: try-one ( -- )  1 c try-send drop ;
: close-it ( -- )  c close-channel ;
: recv-one ( -- )  c recv drop ;
: main ( -- )
  5 c send
  c closed? .  close-it  c closed? .
  ['] send-one catch . ['] try-one catch . ['] close-it catch .
  c recv . ['] recv-one catch .  c try-recv . . cr ;
