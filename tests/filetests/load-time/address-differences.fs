\ test run
\ output: >>>8 -8 -1 0 -1 \n<<<
create a 1 , 2 ,
create b 3 ,
a cell+ a - .
a a cell+ - .
a a cell+ u< .
a b = .
a b <> . cr
