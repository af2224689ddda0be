\ test run
\ Where the depth is not known the program looks after each phrase that takes floats.
\ exit: 1
\ stderr: >>>floating-point stack underflow<<<
\ output: >>>2 <<<
: pushes ( n -- ??? )  0 ?do i s>f loop ;
utime 2drop
2 pushes fdepth .
fdrop fdrop fdrop
.( not reached)
