\ test run
\ flags: -O2
\ exit: 1
\ output: >>>1 <<<
\ stderr: >>>tests/filetests/load-time/deferral-throw.fs:9: f: throw 5\n<<<
utime 2drop
1 .

: f ( -- )  5 throw ;
f
2 .
