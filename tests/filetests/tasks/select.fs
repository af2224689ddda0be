\ test run
\ output: >>>0 false -1 \n7 true 0 \n0 true 1 8 \n0 false 0 \n0 true 0 9 \n3 true 2 \n<<<
\ What `}select` leaves in each case.
: .flag ( flag -- )  if ." true " else ." false " then ;
: .selected ( x flag n -- )  rot . swap .flag . ;

variable a  variable b
: none ( -- )  select{ a @ recv-case b @ recv-case 5 }select-timeout .selected cr ;
: receive ( -- )  7 a @ send  select{ a @ recv-case b @ recv-case }select .selected cr ;
: give ( -- )  select{ a @ recv-case 8 b @ send-case }select .selected b @ recv . cr ;
: closed ( -- )  a @ close-channel  select{ a @ recv-case 0 recv-case }select .selected cr ;
: rendezvous-sender ( chan -- )  select{ 9 over send-case }select .selected drop ;
: rendezvous ( -- )  0 channel dup ['] rendezvous-sender spawn swap recv swap join . cr ;
: later ( chan -- )  20 ms 3 swap send ;
: wait ( -- )
  2 channel dup ['] later spawn swap
  select{ 0 recv-case b @ recv-case recv-case }select .selected join cr ;

: main ( -- )
  1 channel a !  1 channel b !
  none receive give closed rendezvous wait ;
main
