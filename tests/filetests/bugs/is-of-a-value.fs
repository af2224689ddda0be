\ test run
\ output: >>>1 5 6 7 9 2.5 \n<<<
\ As in gforth, `is` stores into a value, too.
1 value v
0. 2value w
0e fvalue f
defer d
: set ( n -- )  is v ;
v .  5 is v  v .  6 set  v .
7. is w  w d.  2.5e is f
' v is d  9 set  d .
f f. cr
