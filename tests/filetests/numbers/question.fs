\ test run
\ output: >>>5 -1 \n<<<
variable v  5 v !
v ?
: main ( -- )  -1 v ! v ? cr ;
