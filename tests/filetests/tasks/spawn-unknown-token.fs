\ test run
\ The number of cells travels with the execution token.
\ output: >>>3 30 1 \n<<<
variable sum
: one ( n -- )  sum +! ;
: two ( n1 n2 -- )  * sum +! ;
create workers ' one , ' two ,
: main ( -- )
  1  3 workers @ spawn join  sum @ .
  0 sum !  5 6 workers cell+ @ spawn join  sum @ .  . cr ;
