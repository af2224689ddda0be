\ test run
\ Threads may be joined in any order.
\ output: >>>10 \n<<<
variable sum
create tids 4 cells allot
: worker ( n -- )  sum atomic+! ;
: main ( -- )
  4 0 do i 1+ ['] worker spawn  tids i cells + ! loop
  0 3 do tids i cells + @ join -1 +loop
  sum @ . cr ;
