\ test run
\ output: >>>done<<<
\ size linux: <= 9400
\ size macos: <= 40000
\ A mutex needs neither threads nor channels.
mutex constant m
: main ( -- )  m lock ." done" m unlock ;
main
