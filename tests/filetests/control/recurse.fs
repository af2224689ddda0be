\ test run
\ run: 5 factorial == 120
\ run: 20 factorial == 2432902008176640000
\ run: 2 3 ackermann == 9
\ run: 10 0 hanoi == 1023
\ run: 6 sum == 21
: factorial ( n -- n2 )  dup 2 < if drop 1 else dup 1- recurse * then ;
: ackermann ( m n -- u )
  over 0= if nip 1+ exit then
  dup 0= if drop 1- 1 recurse exit then
  over swap 1- recurse  swap 1- swap recurse ;
: hanoi ( n count -- count2 )  over 0= if nip exit then  1+ over 1- swap recurse swap 1- swap recurse ;
:noname ( n -- n2 )  dup if dup 1- recurse + then ;  constant sum-xt
: sum ( n -- n2 )  sum-xt execute ;
