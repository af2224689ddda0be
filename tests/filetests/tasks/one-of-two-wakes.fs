\ test run
\ output: >>>0 <<<
\ Full, two senders that wait, one receive: one of them returns. Empty, two receivers that wait, one send: the same.
1 channel constant full  2 channel constant senders  2 channel constant sent
1 channel constant empty  2 channel constant receivers  2 channel constant received
variable lost
: sender ( -- )  begin senders recv full send 1 sent send again ;
: receiver ( -- )  begin receivers recv drop empty recv received send again ;
: pause ( n -- )  1000 * 0 ?do loop ;
: expect ( chan -- )  10000 swap recv-timeout nip 0= if 1 lost +! then ;
: one-of-senders ( n -- )
  0 full send  1 senders send 2 senders send  pause
  full recv drop  sent expect
  full recv drop  full recv drop  sent expect ;
: one-of-receivers ( n -- )
  1 receivers send 2 receivers send  pause
  7 empty send  received expect
  8 empty send  received expect ;
: main ( -- )
  ['] sender spawn drop  ['] sender spawn drop  ['] receiver spawn drop  ['] receiver spawn drop
  1000 0 do  i 7 and one-of-senders  i 7 and one-of-receivers  loop
  lost @ . ;
main
