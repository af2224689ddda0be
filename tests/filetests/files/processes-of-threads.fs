\ test run
\ output: >>>400 \n<<<
\ Threads that run commands at the same time: no descriptor of one gets into a process of another, where it would
\ keep a pipe open.
: worker ( chan -- )
  10 0 do
    s" cat" r/o open-pipe throw close-pipe throw drop
    s" seq 1 10000 | wc -l" sh-get over c@ [char] 1 = negate >r drop free throw r> over send
  loop drop ;
: workers ( n chan -- )  swap 0 ?do dup ['] worker spawn detach loop drop ;
variable sum
: main ( -- )
  40 channel
  4 over workers
  40 0 do dup recv 10 * sum +! loop drop
  sum @ . cr ;
