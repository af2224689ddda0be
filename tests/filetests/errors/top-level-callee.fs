\ test run
\ flags: --no-load-eval
\ exit: 1
\ stderr: >>>tests/filetests/errors/top-level-callee.fs:5: bad: throw 78\n<<<
: bad ( -- )  78 throw 1 drop ;
bad
