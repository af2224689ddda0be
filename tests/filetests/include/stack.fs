\ test run
\ A file may take from the stack and leave on it.
\ output: >>>3 6 \n<<<
1 2 include parts/adds.fs . 6 . cr
