\ test run
\ output: >>>0 ok<<<
\ A thread finds nothing of what one before it has left, be it the same one of the system's.
variable dirty
: note ( flag -- )  if 1 dirty atomic+! then ;
: mess ( -- )  hex  s" leftover" pad swap move  1e 2e fdrop  <# 1. #s #> 2drop  fdrop ;
: throws ( -- )  mess 1e -1 throw ;
: throws-deep ( -- )  mess 1 2 3 4 ['] throws execute drop 2drop drop ;
: caught ( -- )  mess ['] throws catch drop ;
: looks ( -- )
  depth note  fdepth note  base @ 10 <> note
  pad 8 bounds do i c@ note loop ;
: both ( xt -- )  spawn ['] join catch if drop then  ['] looks spawn join ;
: main ( -- )
  50 0 do ['] throws both  ['] throws-deep both  ['] caught both loop
  dirty @ . ." ok" ;
main
