\ test run
\ output: >>>1 2 3 sum 6 <<<
: produce ( chan -- )  4 1 do i over send loop close-channel ;
: add ( n x -- n2 )  dup . + ;
: main ( -- )  2 channel dup ['] produce spawn drop  0 ['] add rot chan-each  ." sum " . ;
main
