\ test run
\ output: >>>25 \n<<<
\ run: 3 4 hyp2 == 25
\ run: -3 4 hyp2 == 25
\ run: 1 2 3 rot == 2 3 1
\ run: -7 2 /mod == 1 -4
\ run: 1 0 / throws -10
: hyp2 ( a b -- c2 )  dup * swap dup * + ;
3 4 hyp2 . cr
