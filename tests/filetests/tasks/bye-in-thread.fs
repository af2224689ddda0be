\ test run
\ exit: 9
\ output: >>>bye<<<
0 channel constant never
: worker ( -- )  ." bye" 9 (bye) ;
: main ( -- )  ['] worker spawn drop  never recv drop ;
