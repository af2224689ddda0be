\ A service that ends gracefully when a signal tells it to.
\
\ SIGTERM or SIGINT: nothing more is taken in; what was taken in is done, for five seconds at most; whoever is still
\ at work then is told to stop. A second signal ends the program at once. For the sake of the example the program sends
\ itself the first one.

2 constant sigint
15 constant sigterm
5000 constant patience              \ milliseconds

16 channel constant jobs
wait-group constant workers
variable stop                       \ the token that tells workers to stop
variable taken-in
variable done

: work ( job -- )  drop  1 ms  1 done atomic+! ;

: worker ( -- )
  begin
    select{ stop @ cancel-channel recv-case  jobs recv-case }select   ( job flag case )
    1 = and                         \ neither told to stop nor at the end
  while work repeat drop
  workers wg-done ;

: start-workers ( -- )  4 workers wg-add  4 0 do ['] worker spawn drop loop ;

: take-in ( -- )  begin 1 jobs send  1 taken-in +! again ;
: intake ( -- )  ['] take-in catch drop ;      \ `send` throws once the channel is closed

: signal-myself ( -- )  50 ms  sigterm getpid signal-process throw ;

: let-kill ( -- )  sigint default-signal sigterm default-signal ;

: shut-down ( -- )
  let-kill
  jobs close-channel
  select{ workers wg-channel recv-case patience }select-timeout   ( x flag case )
  -1 = if stop @ cancel  workers wg-wait then
  2drop ;

: .summary ( -- )
  taken-in @ done @ = if ." all that was taken in was done" else ." not all could be done" then cr ;

: main ( -- )
  0 cancel-token stop !
  sigterm sigint 2 signal-channel
  start-workers  ['] intake spawn  ['] signal-myself spawn drop
  swap recv ." signal " . cr
  shut-down  join  .summary ;
