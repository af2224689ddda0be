\ test run
\ output: >>>7 <<<
\ size x86_64-linux: <= 9600
\ size aarch64-linux: <= 11500
\ size macos: <= 17200
\ flags: --load-eval
\ Room in a channel takes none in the binary.
1000000 channel constant large
: main ( -- )  7 large send large recv . ;
