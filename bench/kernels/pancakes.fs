\ The most flips that a permutation of n pancakes takes, over all of them (fannkuch).
include common.fs

16 constant most
create stack most cells allot       \ the permutation that is looked at
create permutation most cells allot
create rotations most cells allot
0 value n

: flip ( addr u -- )  \ reverses u cells
  1- cells over + begin 2dup < while
    over @ over @  3 pick !  over !  cell - swap cell+ swap
  repeat 2drop ;
: flips ( -- count )
  permutation stack n cells move
  0 begin stack @ dup while  1+ stack swap flip  1+  repeat drop ;

: rotate-first ( u -- )  \ the first u + 1 cells by one
  permutation @ swap
  permutation cell+ permutation 2 pick cells move
  cells permutation + ! ;
: next-permutation ( -- flag )  \ false after the last
  n 1 ?do
    i rotate-first
    1 rotations i cells + +!
    rotations i cells + @ i > 0= if  true unloop exit  then
    0 rotations i cells + !
  loop false ;

: kernel ( n -- checksum )
  most min to n
  n 0 ?do  i permutation i cells + !  0 rotations i cells + !  loop
  0 0 begin  ( most sum )
    flips  tuck +  -rot max swap
  next-permutation 0= until
  100 * + ;

: main ( -- )  size kernel . cr ;
