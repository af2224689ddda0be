\ Bubble sort of an array of cells.
include common.fs

20000 constant most
create data most cells allot
0 value n

: fill-randomly ( -- )  data n cells bounds ?do  65536 random i !  cell +loop ;
: in-order ( addr -- )  dup 2@  2dup < if swap rot 2! else 2drop drop then ;
: sort ( -- )  0 n 1- ?do  data i cells bounds ?do  i in-order  cell +loop  -1 +loop ;
: checksum ( -- n )  0  n 0 ?do  data i cells + @ i * +  loop ;

: kernel ( n -- checksum )  most min  dup to n  seed !  fill-randomly sort checksum ;

: main ( -- )  size kernel . cr ;
