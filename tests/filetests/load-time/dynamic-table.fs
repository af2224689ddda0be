\ test run
\ After deferral, a word that makes much data, or computes for long, is called by the startup code.
\ output: >>>19999 8000 <<<
utime 2drop
create table
: fill-table ( n -- )  0 ?do i , loop ;
20000 fill-table
table 19999 cells + @ .
create slow
: slowly ( n -- )  0 swap 0 ?do 1+ loop dup , . ;
2000000 0 and 8000 + slowly
