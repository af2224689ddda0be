\ test run
\ Empty arms, conditions that are constants, and tests of every kind in front of a branch.
\ run: 1 a == 
\ run: 5 b == 5
\ run: c == 1
\ run: 3 4 d == 1 0
\ run: 4 3 d == 0 1
\ run: -1 1 e == 1 0
: a ( flag -- )  if else then ;
: b ( n -- n )  true if else drop 0 then ;
: c ( -- n )  false if 2 else 1 then ;
: d ( n1 n2 -- n3 n4 )  2dup < if 1 else 0 then -rot > if 1 else 0 then ;
: e ( n1 n2 -- n3 n4 )  2dup < if 1 else 0 then -rot u< if 1 else 0 then ;
