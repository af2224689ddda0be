\ test run
\ size: <= 8192
\ output: >>>49\n<<<
\ x86-64 main: not "imul"
: squares: ( u "name" -- )  create 0 do i i * , loop  does> ( n -- n2 )  swap cells + @ ;
10 squares: squares
: main ( -- )  7 squares 0 .r cr ;
