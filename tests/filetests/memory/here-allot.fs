\ test run
\ output: >>>-1 -1 16 24 5 6 7 -1 \n<<<
here 1 cells allot here swap - cell = .
here -8 allot here 8 + = .
create table 5 , here 6 , 7 , here swap - .
here table - .
table @ .  table cell+ @ .  table 2 cells + @ .
here aligned here = .
cr
