\ test run
\ output: >>>10 5 \n<<<
variable sum
: add-to-sum ( n -- )  sum +! ;
: worker ( n1 n2 n3 n4 -- )  + + + add-to-sum ;
: main ( -- )  5 1 2 3 4 4 ['] worker spawn-n join  sum @ . . cr ;
