\ test run
\ output: >>>7 -2 7 0 7 -2 7 0 <<<
\ A flag that is turned around twice and needed as a value after a call: for ARM64 it was made of itself.
: show ( x -- )  . ;
: kept ( x n -- y )  10 u<  invert invert  swap show  1 lshift ;
: kept-too ( x n -- y )  10 <  0= 0= invert 0= swap show  1 lshift ;
create both ' kept , ' kept-too ,
: main ( -- )  2 0 do  7 5 i cells both + @ execute .  7 15 i cells both + @ execute .  loop ;
main
