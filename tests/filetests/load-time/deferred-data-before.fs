\ test run
\ Data from before the deferral that native code changes, read by later definitions.
\ output: >>>10 20 30 40 \n<<<
create table 1 , 2 , 3 , 4 ,
: ten-times ( -- )  4 0 do table i cells + dup @ 10 * swap ! loop ;
utime 2drop
ten-times
: .table ( -- )  4 0 do table i cells + @ . loop cr ;
.table
