\ test run
\ output: >>>3 times, then -7 after 4 <<<
\ stderr: >>>WARN main: restart after throw -9\n<<<
\ Started again until it returns, or has thrown too often in a row.
variable runs
: third-time ( -- )  1 runs +!  runs @ 3 < if -9 throw then ;
: never ( -- )  1 runs +!  -7 throw ;
: too-often ( -- )  ['] never 3 10000 1 supervise ;
: main ( -- )
  ['] third-time 5 10000 1 supervise  runs @ . ." times, then "
  0 runs !  ['] too-often catch .  ." after " runs @ . ;
main
