\ test run
\ output: >>>Hello, world!\n<<<
\ size: <= 8192
.( Hello, world!) cr
