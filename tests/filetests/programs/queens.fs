\ test run
\ output:
\ | 92 
variable solutions
create rows 8 allot
: safe? ( row col -- flag )
  dup 0 ?do
    over i rows + c@ - abs
    over i - over = swap 0= or if 2drop false unloop exit then
  loop 2drop true ;
: place ( col -- )
  dup 8 = if drop 1 solutions +! exit then
  8 0 do
    i over safe? if i over rows + c! dup 1+ recurse then
  loop drop ;
: main ( -- )  0 solutions !  0 place  solutions @ . cr ;
