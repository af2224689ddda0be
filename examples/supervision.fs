\ An agent that fails now and then is started again by its supervisor.
\
\ The agent takes jobs from a channel; every fifth one makes it throw. Its supervisor starts it again, after a pause
\ that grows, and gives up if it throws four times in a row without having run for a second. What was in the channel
\ is still there for the agent that comes next. Restarts are logged on standard error.

4 channel constant jobs
variable served
variable lost

: serve ( job -- )
  5 mod 0= if 1 lost +! -1000 throw then
  1 served +! ;

: agent ( -- )  begin jobs recv? while serve repeat drop ;

: supervised ( -- )  s" agent" thread-name!  ['] agent 4 1000 1 supervise ;

: main ( -- )
  ['] supervised spawn
  17 1 do i jobs send loop  jobs close-channel
  join
  served @ . ." jobs served, " lost @ . ." lost" cr ;
