\ test run
\ `does>` may be executed again: the action of the latest created word changes (Forth-2012 F.6.1.1250).
\ output: >>>-1 1 2 3 8 8 \n<<<
: does1 ( -- )  does> @ 1 + ;
: does2 ( -- )  does> @ 2 + ;
create cr1
cr1 here = .
1 ,
cr1 @ .
does1
cr1 .
does2
cr1 .
: weird: ( "name" -- )  create does> 1 + does> 2 + ;
weird: w1
' w1 >body w1 1- = 9 and 1- .
w1 ' w1 >body - 2 + 2* .
cr
