\ test run
\ output: >>>a b c d e \n<<<
: say ( c-addr u -- )  type space ;
s" a" say
.( b )
utime 2drop
.( c )
s" d" say
: main ( -- )  ." e " cr ;
