\ test run
\ The name was interpreted: nothing runs by itself, though it was redefined since.
\ output: >>>first\n<<<
: main ( -- )  ." first" cr ;
main
: main ( -- )  ." second" cr ;
