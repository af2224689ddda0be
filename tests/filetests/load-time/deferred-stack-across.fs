\ test run
\ Cells of both kinds, known and not, in one stack.
\ output: >>>5 1 4 3 2 1 \n<<<
1 argc @ 1+ 3
utime 2drop
4 5 . argc @ . . . . . cr
