\ test run
\ output: >>>//main-thread/fetcher-with-a-name-that-is-too/-7 <<<
\ stderr: >>>thread 1 (fetcher-with-a-name-that-is-too): tests/filetests/tasks/thread-names.fs:10: fail: throw -7\n<<<
\ stderr: >>>deadlock\nthread 0 (main-thread): tests/filetests/tasks/thread-names.fs:15: main: recv on channel<<<
\ exit: 2
\ flags: --no-load-eval
\ A name is cut off after 31 characters.
0 channel constant never
: .name ( -- )  ." /" thread-name type ;
: fail ( -- )  -7 throw ;
: fetcher ( -- )  s" fetcher-with-a-name-that-is-too-long" thread-name! .name ." /" fail ;
: main ( -- )
  .name  s" main-thread" thread-name! .name
  ['] fetcher spawn ['] join catch . drop
  never recv drop ;
main
