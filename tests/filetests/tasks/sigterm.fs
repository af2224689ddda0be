\ test run
\ exit: SIGTERM
\ output: >>>printed before<<<
\ A signal that nobody takes ends the program, threads and all; what was printed is written.
0 channel constant never
: wait ( -- )  never recv drop ;
: terminate ( -- )  15 getpid signal-process throw  1000 ms ;
: main ( -- )
  3 0 do ['] wait spawn drop loop
  ." printed before"  ['] terminate spawn join  ." not reached" ;
main
