\ test run
\ run: 3 4 sum-of-squares == 25
\ run: 7 2 swapped == 2 7
\ run: 5 counter == 5 4 3 2 1 0
\ run: 3 with-fresh == 0 3
\ run: 1 2 3 4 5 6 7 8 many == 8 1
\ run: 6 5 gcd == 1
\ run: 10 fact == 3628800
: sum-of-squares {: a b -- c :}  a a * b b * + ;
: swapped {: a b :}  b a ;
: counter {: n :}  begin n  n while n 1- to n repeat ;
: with-fresh {: n | m -- m n :}  m n to m m ;
: many {: a b c d e f g h :}  h a ;
: gcd {: a b :}  begin b while a b mod b to a to b repeat a ;
: fact {: n :}  n 2 < if 1 else n 1- recurse n * then ;
