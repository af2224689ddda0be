\ test run
\ A deferred word resolves when the thread is started.
\ output: >>>first second \n<<<
0 channel constant go
1 channel constant done
defer task
: first-task ( -- )  go recv drop ." first " 1 done send ;
: second-task ( -- )  ." second " ;
' first-task is task
: main ( -- )
  ['] task spawn  ['] second-task is task
  1 go send  done recv drop join  ['] task spawn join cr ;
