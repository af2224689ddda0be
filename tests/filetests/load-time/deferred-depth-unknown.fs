\ test run
\ output: >>>1 3 2 1 9 \n<<<
: maybe ( -- ... )  argc @ 1 = if 1 2 3 then ;
maybe
1 . . . .
: two ( n1 n2 -- )  2drop ;
7 8 two
9 . cr
