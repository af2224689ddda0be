\ test run
\ output: >>>-7 5 0 -10 \n<<<
utime 2drop
: fails ( -- )  -7 throw ;
: fine ( -- n )  5 ;
' fails catch .
' fine catch swap . .
: divide ( n1 n2 -- n3 )  / ;
1 0 ' divide catch . 2drop cr
