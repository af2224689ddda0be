\ test run
\ exit: 2
\ output: >>>-1 <<<
\ stderr: >>>deadlock\n<<<
\ stderr: >>>main: recv on channel 0x<<<
\ Without timers there is no thread that would serve them, so what waits in vain is seen.
: main ( -- )  1 after dup recv .  recv drop ;
