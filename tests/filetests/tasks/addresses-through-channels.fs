\ test run
\ A channel carries any cell: numbers, addresses, execution tokens, channels.
\ output: >>>25 hello \n<<<
4 channel constant c
1 channel constant reply
: worker ( -- )  c recv c recv execute  c recv send  s" hello" c recv drop 2drop ;
: square ( n -- n2 )  dup * ;
: main ( -- )
  5 c send ['] square c send reply c send 0 c send
  ['] worker spawn  reply recv .  join ." hello " cr ;
