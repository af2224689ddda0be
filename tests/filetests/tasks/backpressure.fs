\ test run
\ A full channel makes its senders wait; nothing is lost.
\ output: >>>500500 \n<<<
2 channel constant c
: producer ( -- )  1001 1 do i c send loop  c close-channel ;
: total ( -- n )  0 begin c recv? while + repeat drop ;
: main ( -- )  ['] producer spawn  total .  join cr ;
