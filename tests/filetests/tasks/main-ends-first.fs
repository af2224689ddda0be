\ test run
\ When the main thread ends the program ends, whatever other threads do.
\ output: >>>main\n<<<
0 channel constant never
: worker ( -- )  never recv drop ." not reached" ;
: main ( -- )  ['] worker spawn drop  ." main" cr ;
