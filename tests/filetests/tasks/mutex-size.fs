\ test run
\ output: >>>done<<<
\ size x86_64-linux: <= 7800
\ size aarch64-linux: <= 9600
\ size macos: <= 40000
\ A mutex needs neither threads nor channels.
mutex constant m
: main ( -- )  m lock ." done" m unlock ;
main
