\ test run
\ `[if]` on what is known while compiling goes on working.
\ output: >>>yes two \n<<<
utime 2drop
true [if] .( yes ) [else] no-such-word [then]
2 constant two
two 2 = [if] .( two ) [else] .( other ) [then]
[defined] three [if] no-such-word [then]
cr
