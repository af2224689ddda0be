\ test run
\ output: >>>1 2 3 \n<<<
: defs ( -- )  s" 1 constant a  2 value b  variable c 3 c !" evaluate ;
defs
a . b . c @ . cr
