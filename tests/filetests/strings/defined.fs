\ test run
\ output: >>>-1 0 0 -1 \n<<<
\ run: f == 1
[defined] dup .
[defined] no-such-word .
[undefined] dup .
[undefined] no-such-word .
cr
: f ( -- n )  [defined] f [if] 2 [else] 1 [then] ;
