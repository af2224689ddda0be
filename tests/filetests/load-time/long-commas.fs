\ test run
\ output: >>>19999 1 0 7 \n<<<
: commas ( u -- )  0 do i , loop ;
create table  20000 commas
create after 7 ,
table 19999 cells + @ . table cell+ @ . table @ . after @ . cr
