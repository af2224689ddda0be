\ How many of n times n points are in the Mandelbrot set: floats in a loop.
include common.fs

: inside? ( F: re im -- ) ( -- flag ) { F: re F: im }
  0e 0e  ( F: x y )
  100 0 do
    fover fdup f*  fover fdup f*  ( F: x y x2 y2 )
    fover fover f+ 4e f> if  fdrop fdrop fdrop fdrop  unloop false exit  then
    f- re f+  frot frot f* 2e f* im f+
  loop
  fdrop fdrop true ;

: kernel ( n -- count )
  dup s>f 3e fswap f/ { n F: step }
  0  n 0 ?do  n 0 ?do
    i s>f step f* 2e f-  j s>f step f* 1.5e f-  inside? -
  loop loop ;

: main ( -- )  size kernel . cr ;
