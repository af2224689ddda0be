\ test run
\ output: >>>5 <<<
\ size: <= 11000
\ A program that does not select does not carry what that takes.
: main ( -- )  1 channel 5 over send recv . ;
main
