\ test run
\ output: >>>-1 1 0 14 \n<<<
: try ( "name" -- n )  bl word find nip ;
: double ( n -- n2 )  2* ;
try double .
try if .
try no-such-word .
7 bl word DOUBLE find drop execute .
cr
