\ test run
\ exit: SIGQUIT
\ output: >>>printed before<<<
\ stderr: >>>thread 0: tests/filetests/tasks/sigquit.fs:13: quit-myself: running\n<<<
\ stderr: >>>thread 1 (fetcher): tests/filetests/tasks/sigquit.fs:11: fetch: recv on channel jobs\n<<<
\ stderr: >>>thread 2: tests/filetests/tasks/sigquit.fs:12: guard: lock of mutex door\n<<<
\ flags: --load-eval
\ What each thread waits for, and what was printed is written.
0 channel constant jobs  2 channel constant ready
mutex constant door
: fetch ( -- )  s" fetcher" thread-name!  1 ready send  jobs recv drop ;
: guard ( -- )  1 ready send  door lock ;
: quit-myself ( -- )  3 getpid signal-process throw ;
: main ( -- )
  door lock
  ['] fetch spawn  ['] guard spawn  2drop
  2 0 do ready recv drop loop  200 ms
  ." printed before"
  quit-myself  1000 ms
  ." not reached" ;
main
