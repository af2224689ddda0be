\ test run
\ output: >>>FF 255 \n<<<
hex
: main ( -- )  0ff . decimal 0ff . cr ;
