\ test run
\ flags: --no-load-eval
\ exit: 1
\ output: >>>1 <<<
\ stderr: >>>tests/filetests/errors/top-level-word.fs:8: throw 77\n<<<
1 .

77 throw
