\ test run
\ output: >>>\e[3;14H\e[0m|10 \n<<<
\ Words of gforth's vt100.fs that programs make control sequences of; numbers are decimal in any base.
include vt100.fs
: place-cursor ( u1 u2 -- )  esc[ pn ;pn ." H" ;
hex  e 3 place-cursor  ESC[ 0 pn ." m"  ." |" 10 . decimal cr
