\ test run
\ args: one
\ output: >>>two parts: and A string 7 \n5 \ninner 7 \n1 4 \n20 3 2.5 kept\n1 2 3 \n<<<
\ `[if]` with a flag that only the running program has: it runs one part or the other.
variable v
: several? ( -- flag )  argc @ 1 > ;
several? [if]
  .( two parts:) ."  and " char A emit space s" string" type space ' v drop 7 . cr \ a comment
  5 v !
[else] ( not
  this ) .( one part) 6 v ! [then]
v @ . cr
several? 0= [if] .( none) bye [else] several? [if] .( inner ) [else] .( neither ) [endif] 7 [then] . cr
several? 0= [if] 1 2 3 [else] 4 [then] depth . . cr
create room  several? [if] 20 allot [else] 40 allot [then]  here room - .
0 value n  several? [IF] 3 to n [THEN] n .
several? [if] 2.5e f. [then]
defer d  several? [if] ' cr is d [else] ' bl is d [then]
several? 0= [if] 1 (bye) [then]  .( kept) d
variable count-down  3 count-down !
: more? ( -- flag )  count-down @ 0> ;
more? [if] 1 . -1 count-down +! [then]  more? [if] 2 . [then]  more? argc @ and 0= [if] .( not) [else] 3 . cr [then]
