\ test run
\ output: >>>1 2 3 1 20 3 \n<<<
1 value a  2 value b  3 value c
: .all ( -- )  a . b . c . ;
.all  20 to b  .all cr
