\ test run
\ effect: early ( n -- n )
\ effect: throws ( n -- n )
\ effect: by-return-stack ( n n -- n n )
\ run: 0 early 3 early == 0 6
\ run: 4 throws == 4
\ run: 0 throws throws -24
\ run: 1 2 by-return-stack == 2 1
: early ( n -- n2 )  dup 0= if exit then 2* ;
: throws ( n -- n )  dup 0= if -24 throw then ;
: by-return-stack ( n1 n2 -- n2 n1 )  >r >r r> r> swap ;
