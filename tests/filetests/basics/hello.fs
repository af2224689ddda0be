\ test run
\ output: >>>Hello, world!\n<<<
\ size: <= 8192
\ size x86_64-macos: <= 16384
\ size aarch64-macos: <= 36864
.( Hello, world!) cr
