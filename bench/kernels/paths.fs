\ The shortest paths between all nodes of a graph (Floyd and Warshall): arrays by `does>`.
include common.fs

: matrix ( rows columns "name" -- )
  create dup ,  * cells allot
  does> ( row column -- addr )  rot over @ *  rot + cells + cell+ ;

500 constant most
most most matrix distance
0 value n

: fill-randomly ( -- )
  n 0 ?do  n 0 ?do  i j = if 0 else 1000 random 1+ dup * then  j i distance !  loop loop ;
: via ( node -- ) { k }
  n 0 ?do  n 0 ?do
    j k distance @  k i distance @ +
    j i distance  2dup @ < if ! else 2drop then
  loop loop ;
: checksum ( -- n )  0  n 0 ?do  n 0 ?do  3 *  j i distance @ xor  loop loop ;

: kernel ( n -- checksum )
  most min  dup to n  seed !
  fill-randomly  n 0 ?do  i via  loop  checksum ;

: main ( -- )  size kernel . cr ;
