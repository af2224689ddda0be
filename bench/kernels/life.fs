\ Conway's Game of Life on a torus, n generations: bytes, neighbours.
include common.fs

128 constant width
width dup * constant area
create world area allot
create next-world area allot

: wrap ( n -- n2 )  area 1- and ;
: cell? ( n -- 0|1 )  wrap world + c@ ;
: row-of-three ( n -- sum )  dup 1- cell?  over cell? +  swap 1+ cell? + ;
: neighbours ( n -- sum )
  dup width - row-of-three  over width + row-of-three +  over 1- cell? +  swap 1+ cell? + ;
: generation ( -- )
  area 0 do
    i neighbours  dup 3 = swap 2 = i cell? 0<> and or 1 and  next-world i + c!
  loop
  next-world world area move ;

: kernel ( n -- checksum )
  dup seed !  world area bounds do  2 random i c!  loop
  0 ?do  generation  loop
  0 area 0 do  i cell? if  i xor 3 *  then  loop ;

: main ( -- )  size kernel . cr ;
