\ test run
\ output: >>>-302 -307 5 true 0 1 <<<
\ Sending to a closed channel throws; so do cases without `select{`; what a throw leaves behind is forgotten.
: to-closed ( -- )  1 channel dup close-channel  select{ 1 swap send-case }select 2drop drop ;
: alone ( -- )  0 recv-case ;
: half ( -- n )  select{ 0 recv-case -1 throw 1 ;
: outer ( -- )
  1 channel 5 over send
  select{ recv-case ['] half catch drop 0 recv-case }select
  rot . swap if ." true " then . ;
: main ( -- )  ['] to-closed catch .  ['] alone catch .  outer 1 . ;
main
