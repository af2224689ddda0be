\ test run
\ output: >>>-1 done<<<
\ Who waits with a limit of time goes on by itself.
: sleeper ( chan -- )  select{ recv-case 40 }select-timeout . 2drop ;
: main ( -- )  0 channel ['] sleeper spawn join ." done" ;
main
