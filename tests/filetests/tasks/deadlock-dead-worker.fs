\ test run
\ exit: 2
\ output: >>>1 <<<
\ stderr: >>>thread 1: tests/filetests/tasks/deadlock-dead-worker.fs:12: work: throw -7\n<<<
\ stderr: >>>deadlock\nthread 0: tests/filetests/tasks/deadlock-dead-worker.fs:16: main: recv on channel <<<
\ Who would have sent has thrown, and no other thread is left.
4 channel constant jobs
4 channel constant results
: work ( -- )
  jobs recv results send
  jobs recv drop
  -7 throw ;
: main ( -- )
  ['] work spawn drop  1 jobs send  2 jobs send
  results recv .
  results recv . ;
main
