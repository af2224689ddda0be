\ Heap sort of an array of cells.
include common.fs

1000000 constant most
create heap most cells allot
0 value n

: item ( i -- addr )  cells heap + ;
: fill-randomly ( -- )  n 0 ?do  65536 random i item !  loop ;

\ The larger child of node i, which has one at least, in a heap of so many items.
: larger-child ( i items -- child )
  swap 2* 1+  ( items left )
  tuck 1+ > if  dup item 2@ > if 1+ then  then ;

\ Lets what is at the root i sink to its place.
: sift ( i items -- ) { items }
  dup item @ swap  ( value hole )
  begin dup 2* 1+ items < while
    dup items larger-child          ( value hole child )
    2 pick over item @ < 0= if drop item ! exit then
    tuck item @ swap item !         ( value child )
  repeat
  item ! ;

: swap-items ( i j -- )  item swap item  over @ over @  >r swap ! r> swap ! ;
: sort ( -- )
  n 2/ begin dup while 1- dup n sift repeat drop
  n begin dup 1 > while  1-  0 over swap-items  0 over sift  repeat drop ;
: checksum ( -- n )  0  n 0 ?do  i item @ i * +  loop ;

: kernel ( n -- checksum )  most min  dup to n  seed !  fill-randomly sort checksum ;

: main ( -- )  size kernel . cr ;
