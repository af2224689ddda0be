\ test run
\ output: >>>done<<<
\ stderr: >>>Z INFO main: started\n<<<
\ stderr: >>>Z WARN fetcher: slow\n<<<
\ stderr: >>>Z ERROR thread 2: gone\n<<<
\ stderr: >>>Z DEBUG main: now\n<<<
: fetcher ( -- )  s" fetcher" thread-name!  s" slow" log-warn ;
: nameless ( -- )  s" gone" log-error ;
create long  2000 allot
: main ( -- )
  s" not yet" log-debug
  s" started" log-info
  ['] fetcher spawn join ['] nameless spawn join
  0 log-level !  s" now" log-debug
  long 2000 [char] x fill  long 2000 log-info
  4 log-level !  s" never" log-error
  ." done" ;
main
