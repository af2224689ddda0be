\ test run
\ size: <= 8192
\ size x86_64-macos: <= 9000
\ size aarch64-macos: <= 17200
\ output: >>>0 81 49 \n<<<
: squares: ( u "name" -- )  create 0 do i i * , loop  does> ( n -- n2 )  swap cells + @ ;
10 squares: squares
: main ( -- )  0 squares . 9 squares . 7 squares . cr ;
