\ test run
\ output: >>>yes no nested else after \n<<<
true [if] .( yes ) [else] .( wrong ) [then]
false [if] .( wrong ) [else] .( no ) [then]
true [if]
  false [if] .( wrong ) [else] .( nested ) [then]
[else]
  true [if] .( wrong ) [then]
[then]
false [if]
  true [if] .( wrong ) [else] .( wrong ) [then]
[else]
  .( else )
[then]
0 [if] [if] [then] [else] [then] [then]
.( after ) cr
