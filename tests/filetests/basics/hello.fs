\ test run
\ output: >>>Hello, world!\n<<<
\ size: <= 8192
\ size x86_64-macos: <= 9000
\ size aarch64-macos: <= 17200
.( Hello, world!) cr
