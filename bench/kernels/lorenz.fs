\ The Lorenz attractor in fixed point: arithmetic on many locals.
include common.fs

65536 constant one
: fx* ( x y -- z )  * one / ;

: kernel ( n -- checksum )
  dup 1000 mod one +  one  20 one *  0  { n x y z sum }
  n 0 ?do
    y x - 10 *              { dx }
    28 one * z - x fx* y -  { dy }
    x y fx*  z 8 * 3 / -    { dz }
    dx 256 / x + to x  dy 256 / y + to y  dz 256 / z + to z
    sum x xor y + z xor to sum
  loop
  sum ;

: main ( -- )  size kernel . cr ;
