\ test run
\ A program may have tokens of words that exist only while compiling; executed by it they throw -14.
\ output: >>>-1 -14 <<<
variable t  ' : t !
: same? ( xt -- flag )  t @ = ;
: run-it ( -- )  utime drop 0 and cells t + @ catch . ;
utime 2drop
' : same? .
: main ( -- )  run-it ;
