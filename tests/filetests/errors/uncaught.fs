\ test run
\ exit: 1
\ output: >>>before\n<<<
\ stderr: >>>tests/filetests/errors/uncaught.fs:7: fails: throw -4095\n<<<
: fails ( -- )
  ." before" cr
  -4095 throw
  ." after" cr ;
: main ( -- )  fails ;
