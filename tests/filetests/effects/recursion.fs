\ test run
\ The base case tells the effect of a recursive word.
\ effect: factorial ( n -- n )
\ effect: even? ( n -- n )
\ effect: ackermann ( n n -- n )
\ run: 5 factorial == 120
\ run: 5 even? == 0
\ run: 2 2 ackermann == 7
: factorial ( n -- n2 )  dup 2 < if drop 1 else dup 1- recurse * then ;
: even? ( n -- flag )  dup 0= if drop true exit then  1- recurse 0= ;
: ackermann ( m n -- u )
  over 0= if nip 1+ exit then
  dup 0= if drop 1- 1 recurse exit then
  over swap 1- recurse  swap 1- swap recurse ;
