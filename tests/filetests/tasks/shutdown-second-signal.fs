\ test run
\ exit: SIGTERM
\ output: >>>first 15 <<<
\ The second signal ends a program that does not come to its end.
0 channel constant never
: signal-myself ( -- )  15 getpid signal-process throw ;
: hangs ( -- )  never recv drop ;
: main ( -- )
  15 1 signal-channel  ['] hangs spawn swap
  signal-myself  recv ." first " .
  15 default-signal  signal-myself
  join ." not reached" ;
main
