\ test run
\ Where the depth is not known the program looks after each phrase.
\ exit: 1
\ output: >>>1 <<<
\ stderr: >>>tests/filetests/load-time/deferred-underflow-unknown.fs:9: stack underflow\n<<<
: maybe ( -- ... )  argc @ 5 > if 1 2 3 then ;
maybe
1 .
drop
2 .
