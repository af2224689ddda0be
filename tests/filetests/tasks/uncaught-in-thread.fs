\ test run
\ An uncaught throw ends only its thread.
\ output: >>>still here\n<<<
\ stderr: >>>thread 1: <<<
\ stderr: >>>division by zero\n<<<
variable zero
: boom ( -- )  1 zero @ / drop ;
: main ( -- )  ['] boom spawn ['] join catch nip drop ." still here" cr ;
