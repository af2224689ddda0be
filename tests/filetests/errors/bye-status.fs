\ test run
\ exit: 42
\ output: >>>flushed<<<
: main ( -- )  ." flushed" 42 (bye) ;
