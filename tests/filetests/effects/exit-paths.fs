\ test compile
\ effect: early ( n -- n )
\ effect: throws ( n -- n )
\ effect: by-return-stack ( n n -- n n )
: early ( n -- n2 )  dup 0= if exit then 2* ;
: throws ( n -- n )  dup 0= if -24 throw then ;
: by-return-stack ( n1 n2 -- n2 n1 )  >r >r r> r> swap swap swap ;
