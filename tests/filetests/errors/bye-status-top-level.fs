\ test run
\ exit: 3
\ output: >>>one two<<<
.( one )
: f ( n -- )  ." two" (bye) ;
3 f
.( not reached)
