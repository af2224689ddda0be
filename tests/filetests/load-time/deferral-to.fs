\ test run
\ output: >>>2 1 5 \n<<<
0 value v
defer op
argc @ 1+ to v
v .
' 1- is op
v op .
5 to v v . cr
