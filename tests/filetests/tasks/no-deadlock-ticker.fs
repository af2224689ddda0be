\ test run
\ output: >>>1 2 3 15 <<<
\ A live ticker and a channel of signals count as running.
: late ( -- )  100 ms  15 getpid signal-process throw ;
: main ( -- )
  10 ticker  4 1 do dup recv drop i . loop  close-channel
  15 1 signal-channel  ['] late spawn drop  recv . ;
main
