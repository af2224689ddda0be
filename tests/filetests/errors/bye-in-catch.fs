\ test run
\ exit: 7
: ends ( -- )  7 (bye) ;
: main ( -- )  ['] ends catch . ;
