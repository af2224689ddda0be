\ test run
\ output: >>>16 -2147483649 3 3 100 \n<<<
\ A ring of cells, turned in a loop with two exits: the search for delayed states must come to an end.
: turned ( x*10 -- y*5 )
  1 6 >r begin 6 roll dup 0< r> 1- dup >r 0= or until r> drop drop drop drop drop drop drop ;
100 3 3 -2147483649 127 -4611686018427387904 16 64 72340172838076673 2147483647 turned . . . . . cr
