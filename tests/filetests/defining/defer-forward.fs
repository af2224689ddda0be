\ test run
\ A deferred word may be used before it has an action.
\ output: >>>called 5\n<<<
defer later
: caller ( -- )  5 later ;
:noname ( n -- )  ." called " 0 .r cr ; is later
caller
