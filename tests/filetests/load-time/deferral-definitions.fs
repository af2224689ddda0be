\ test run
\ Definitions after the deferral are compiled as those before it.
\ output: >>>25 10 0 1 2 hi \n<<<
utime 2drop
: square ( n -- n2 )  dup * ;
5 square .
: limit ( -- n )  [ 5 2* ] literal ;
limit .
: counted ( u -- )  0 ?do i . loop ;
3 counted
: greet ( -- )  s" hi " type ;
greet cr
