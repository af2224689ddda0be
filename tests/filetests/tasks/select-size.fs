\ test run
\ output: >>>5 <<<
\ size x86_64-linux: <= 9600
\ size aarch64-linux: <= 11500
\ A program that does not select does not carry what that takes.
: main ( -- )  1 channel 5 over send recv . ;
main
