\ test run
\ Literal `spawn drop` detaches: threads that nobody joins leave nothing behind.
\ output: >>>2000 <<<
\ x86-64: "ffc_detach"
0 channel constant finished
: task ( n -- )  finished send ;
: main ( -- )
  0 2000 0 do  1 ['] task spawn drop  finished recv +  loop . ;
