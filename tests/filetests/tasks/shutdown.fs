\ test run
\ output: >>>signal 15 taken 40 done 40 stopped -1 ended<<<
\ A graceful end: nothing more is taken in, what was taken in is done, who is still at work is told to stop.
8 channel constant jobs
wait-group constant workers
variable stop  variable taken  variable done  variable stopped
: serve ( -- )  begin jobs recv? while drop 1 ms 1 done atomic+! repeat drop  workers wg-done ;
: idle ( -- )  select{ stop @ cancel-channel recv-case }select 2drop drop  true stopped !  workers wg-done ;
: offer ( -- )  begin taken @ 40 < while 1 jobs send 1 taken +! repeat  15 getpid signal-process throw ;
: shut-down ( -- )
  jobs close-channel
  select{ workers wg-channel recv-case 500 }select-timeout
  -1 <> abort" all of them ended too early"  2drop
  stop @ cancel  workers wg-wait ;
: main ( -- )
  0 cancel-token stop !  15 1 signal-channel
  5 workers wg-add  4 0 do ['] serve spawn drop loop  ['] idle spawn drop
  ['] offer spawn  swap recv ." signal " .  shut-down  join
  ." taken " taken @ .  ." done " done @ .  ." stopped " stopped @ .  ." ended" ;
main
