\ test run
\ output: >>>-77 \n<<<
\ stderr: >>>thread 1: tests/filetests/tasks/join-rethrows.fs:4: boom: throw -77\n<<<
: boom ( -- )  -77 throw ;
: run-boom ( -- )  ['] boom spawn join ;
: main ( -- )  ['] run-boom catch . cr ;
