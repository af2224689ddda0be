\ test run
\ exit: 1
\ stderr: >>>stack underflow\n<<<
defer consume
: eat ( n -- )  drop ;
' eat is consume
: main ( -- )  begin consume again ;
