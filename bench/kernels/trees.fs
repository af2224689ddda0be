\ Binary trees on the heap: n are made, counted and freed.
include common.fs

: >left ( node -- addr )  ;
: >right ( node -- addr )  cell+ ;

: new-node ( left right -- node )  2 cells allocate throw  tuck >right !  tuck >left ! ;
: new-tree ( depth -- tree )
  dup if  1- dup recurse  swap recurse  new-node  else  drop 0 0 new-node  then ;
: nodes ( tree -- n )
  dup >left @ ?dup if recurse else 0 then
  swap >right @ ?dup if recurse else 0 then  + 1+ ;
: free-tree ( tree -- )
  dup >left @ ?dup if recurse then
  dup >right @ ?dup if recurse then
  free throw ;

: kernel ( n -- nodes )
  0 swap 0 ?do  i 15 and new-tree  dup nodes  swap free-tree  +  loop ;

: main ( -- )  size kernel . cr ;
