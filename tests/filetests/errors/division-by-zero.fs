\ test run
\ exit: 1
\ output: >>>5 <<<
\ stderr: >>>tests/filetests/errors/division-by-zero.fs:7: divide: division by zero\n<<<
: divide ( n1 n2 -- n3 )
  \ the line of the operator counts
  / ;
: main ( -- )  10 2 divide . 1 0 divide . ;
