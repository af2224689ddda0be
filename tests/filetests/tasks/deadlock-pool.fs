\ test run
\ exit: 2
\ stderr: >>>deadlock\n<<<
\ stderr: >>>job: recv on channel <<<
\ Threads of a pool that wait for each other; those that have nothing to do do not count as running.
0 channel constant never
: job ( n -- )  drop never recv drop ;
: main ( -- )  4 4 ['] job pool  1 over submit  2 over submit  pool-close ;
main
