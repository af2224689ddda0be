\ test run
\ Redefinitions, immediate words and user control structures after the deferral.
\ output: >>>1 2 yes 3 3 3 \n<<<
utime 2drop
: a ( -- )  1 . ;
: b ( -- )  a ;
: a ( -- )  2 . ;
b a
: unless ( -- )  postpone 0= postpone if ; immediate
: c ( flag -- )  unless ." yes " then ;
0 c
: times: ( "word" -- )  ' 3 0 do dup compile, loop drop ; immediate
: three ( -- )  3 . ;
: d ( -- )  times: three ;
d cr
