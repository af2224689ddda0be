\ test run
\ The depth is checked after each phrase: cells that are missing are not forgotten in registers.
\ exit: 1
\ output: >>>1 <<<
\ stderr: >>>stack underflow\n<<<
utime 2drop
1 .
drop
2 .
