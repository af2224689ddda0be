\ test run
\ exit: 2
\ stderr: >>>deadlock\n<<<
\ stderr: >>>deadlock-mutex.fs:14: second: lock of mutex <<<
\ stderr: >>>: join of thread 1<<<
\ Each holds what the other waits for.
mutex constant a
mutex constant b
1 channel constant a-held
1 channel constant b-held
: second ( -- )
  b lock  1 b-held send
  a-held recv drop
  a lock ;
: first ( -- )
  a lock  1 a-held send
  b-held recv drop
  b lock ;
: main ( -- )  ['] second spawn  ['] first spawn  drop join ;
