\ test run
\ run: table @ == 10
\ run: table 2 cells + @ == 30
\ run: empty other = == 0
\ run: ['] table >body table = == -1
\ run: ['] table >body @ == 10
\ output: >>>-1 \n<<<
create table 10 , 20 , 30 ,
create empty 8 allot
create other 5 ,
' table >body table = . cr
