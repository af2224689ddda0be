\ test run
\ output: >>>15 1 -24 -24 <<<
\ Signals are received instead of ending the program.
variable signals
: raise ( n -- )  getpid signal-process throw ;
: wrong ( -- )  2 40 2 signal-channel drop ;
: no-signal ( -- )  40 default-signal ;
: main ( -- )
  2 15 1 3 signal-channel signals !
  15 raise signals @ recv .
  1 raise signals @ recv .
  ['] wrong catch .
  ['] no-signal catch . ;
main
