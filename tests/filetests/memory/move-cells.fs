\ test run
\ run: table copy 4 cells move copy @ copy 3 cells + @ == 1 4
\ run: table 2 cells + @ copy = == -1
\ run: table copy 4 cells move copy 2 cells + @ copy = == -1
create copy 4 cells allot
create table 1 , 2 , copy , 4 ,
