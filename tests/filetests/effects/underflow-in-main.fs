\ test run
\ More than the whole program's stack has.
\ exit: 1
\ stderr: >>>stack underflow\n<<<
defer takes
: eat ( n -- )  . ;
' eat is takes
: main ( -- )  takes ;
