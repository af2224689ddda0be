\ test run
\ output: >>>done<<<
\ stderr: >>>Z INFO main: hello\n<<<
\ size x86_64-linux: <= 8200
\ size aarch64-linux: <= 9500
\ A log needs neither files nor threads.
: main ( -- )  s" hello" log-info  ." done" ;
main
