\ test run
\ A division by zero happens even if nobody uses the result.
\ exit: 1
\ output: >>>before <<<
\ stderr: >>>division by zero\n<<<
variable zero
: main ( -- )  ." before " 1 zero @ / drop ." after " ;
