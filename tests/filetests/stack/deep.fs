\ test run
\ More inputs and outputs than there are registers.
\ run: 1 2 3 4 5 6 7 8 9 10 ten == 55
\ run: 1 2 3 4 5 6 7 8 9 10 same == 1 2 3 4 5 6 7 8 9 10
\ run: 1 2 3 4 5 6 7 8 9 10 turned == 2 3 4 5 6 7 8 9 10 1
: ten ( a b c d e f g h i j -- n )  + + + + + + + + + ;
: same ( a b c d e f g h i j -- a b c d e f g h i j )  ;
: turned ( a b c d e f g h i j -- b c d e f g h i j a )
  >r >r >r >r >r >r >r >r  swap
  r> swap r> swap r> swap r> swap r> swap r> swap r> swap r> swap ;
