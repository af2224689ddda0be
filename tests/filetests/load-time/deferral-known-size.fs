\ test run
\ After the deferral, what is computed from known values alone is as good as a number.
\ output: >>>24 12 yes \n<<<
utime 2drop
3 cells constant size
create room size allot
here room - .
: twelve ( -- n )  2 2* 3 * ;
twelve constant dozen
create more dozen allot
here more - .
size 24 = [if] .( yes ) [else] .( no ) [then]
cr
