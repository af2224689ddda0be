\ test run
\ The last definition of the name counts.
\ output: >>>second\n<<<
: main ( -- )  ." first" cr ;
: main ( -- )  ." second" cr ;
