\ Words that are started again when they throw.

: (log-restart) ( n -- )  \ internal
  dup abs 0 <# #s rot sign s" restart after throw " holds #> log-warn ;
: supervise ( xt u1 u2 u3 -- )  \ ffc tasks
  \ Execute xt ( -- ) and, if it throws, again, with a line for the log: at most u1 times in a row, not counting those before it ran for u2 milliseconds; then the throw goes on. There is a pause of u3 milliseconds before the first time of a row, twice as long each time after, at most u2.
  0 { xt most long pause restarts }
  begin monotonic xt catch ?dup while                  ( start code )
    monotonic rot - long 1000 * < 0= if 0 to restarts then
    restarts most = if throw then
    (log-restart)
    pause restarts 20 min lshift long min ms
    restarts 1+ to restarts
  repeat drop ;
