\ test run
\ exit: 1
\ output: >>>before <<<
\ stderr: >>>stop here\n<<<
: check ( flag -- )  abort" stop here" ;
utime 2drop
0 check
.( before )
argc @ check
.( after )
