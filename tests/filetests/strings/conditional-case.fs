\ test run
\ output: >>>a b \n<<<
FALSE [IF] .( wrong ) [ELSE] .( a ) [THEN]
1 [if] .( b ) [Else] .( wrong ) [theN]
cr
