\ test run
\ flags: --check-threads
\ output: >>>goes on<<<
\ stderr: >>>thread 2: tests/filetests/tasks/check-circle.fs:16: second: lock of mutex <<<
\ stderr: >>>, for which it would wait in a circle\nthread 1: tests/filetests/tasks/check-circle.fs:13: first: locked it\n<<<
\ stderr: >>>thread 1: tests/filetests/tasks/check-circle.fs:14: first: waits for mutex <<<
\ stderr: >>>thread 2: tests/filetests/tasks/check-circle.fs:15: second: locked it\n<<<
\ Two threads wait for each other while others go on: no deadlock of the program.
mutex constant a
mutex constant b
0 channel constant held  0 channel constant go
: first ( -- )
  a lock  1 held send  go recv drop
  b lock ;
: second ( -- )  b lock  1 go send
  300 ms  a lock ;
: main ( -- )  ['] first spawn drop  held recv drop  ['] second spawn drop  1000 ms ." goes on" ;
main
