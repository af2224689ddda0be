\ Lines for a log, on standard error; and output that is not torn.

variable log-level ( -- a-addr )  \ ffc tasks
  \ Address of the cell with the least level that is written: 0 for debug, 1 for info (at first), 2 for warnings, 3 for errors.
1 log-level !
: (log-at) ( c-addr u n -- )  \ internal
  dup log-level @ < if drop 2drop else (log-line) then ;
: log-debug ( c-addr u -- )  \ ffc tasks
  \ Write a line to standard error, with the time, DEBUG and the thread, if `log-level` is 0. Throws -59 if there is no memory.
  0 (log-at) ;
: log-info ( c-addr u -- )  \ ffc tasks
  \ As `log-debug`, with INFO, if `log-level` is at most 1.
  1 (log-at) ;
: log-warn ( c-addr u -- )  \ ffc tasks
  \ As `log-debug`, with WARN, if `log-level` is at most 2.
  2 (log-at) ;
: log-error ( c-addr u -- )  \ ffc tasks
  \ As `log-debug`, with ERROR, if `log-level` is at most 3.
  3 (log-at) ;

mutex constant (output-mutex) ( -- m )  \ internal
: with-output ( i*x xt -- j*x )  \ ffc tasks
  \ Execute xt while no other thread is in `with-output`: several lines, or one that is printed before and after a `send`, stay together. Throws -308 if this thread is in it.
  (output-mutex) with-lock ;
