\ test run
\ output: >>>7 hi 25 \n<<<
s" 3 4 + ." evaluate
: make ( -- )  s" : square dup * ;" evaluate ;
make
s" .( hi )" evaluate
5 square .
s" " evaluate
cr
