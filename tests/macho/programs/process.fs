\ What a program has to do with the world around it: its first argument says what is tried.
: ready ( -- )  s" ready" stderr write-file drop ;
: waits ( -- )  ." buffered" ready 60000 ms ;
: endless ( -- )  begin ." again and again" cr again ;
: prints ( -- )  ." text" cr ;
: keys ( -- )  key? drop ." go" cr key . key . pad 20 accept ." <" pad swap type ." >" cr ;
: commands ( -- )
  s" process.txt" w/o create-file throw  s" exit 3" system $? .
  s" ls /proc/self/fd | wc -l" system
  s" kill -USR1 $$" system $? .
  s" no-such-command 2>/dev/null" system $? .
  s" echo from a pipe" r/o open-pipe throw >r pad 80 r@ read-file throw pad swap type r> close-pipe . .
  close-file throw ;
: deep ( n -- n2 )  1+ recurse 1+ ;
: worker ( -- )  0 ['] deep catch . drop ;
: overflows ( -- )  0 ['] deep catch . drop  ['] worker spawn join  1 0 ['] / catch . 2drop  100 ['] @ catch . drop ;
: unaligned ( -- )  $7000000000000001 ['] @ catch . drop ;

: is? ( c-addr u -- flag )  1 arg compare 0= ;
: choose ( -- )
  s" waits" is? if waits exit then
  s" endless" is? if endless exit then
  s" prints" is? if prints exit then
  s" keys" is? if keys exit then
  s" commands" is? if commands exit then
  s" overflows" is? if overflows exit then
  s" no-address" is? if unaligned exit then ;
choose
