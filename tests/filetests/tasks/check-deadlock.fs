\ test run
\ flags: --check-threads
\ exit: 2
\ stderr: >>>deadlock\nthread 0: tests/filetests/tasks/check-deadlock.fs:15: main: join of thread 2\n<<<
\ stderr: >>>check-deadlock.fs:11: first: recv on channel 0x<<<
\ stderr: >>>\nthread 1: tests/filetests/tasks/check-deadlock.fs:11: first: made it\n<<<
\ stderr: >>>check-deadlock.fs:12: second: lock of mutex <<<
\ stderr: >>>\nthread 1: tests/filetests/tasks/check-deadlock.fs:10: first: locked it\n<<<
mutex constant door  0 channel constant ready
: first ( -- )  door lock  1 ready send
  2 channel recv drop ;
: second ( -- )  door lock ;
: main ( -- )
  ['] first spawn drop  ready recv drop
  ['] second spawn join ;
main
