\ Words on floats that need no primitive.

: f~abs ( -- flag ) ( F: r1 r2 r3 -- )  \ gforth
  \ True if r1 and r2 differ by less than r3.
  f-rot f- fabs f> ;

: f~rel ( -- flag ) ( F: r1 r2 r3 -- )  \ gforth
  \ True if r1 and r2 differ by less than r3 times the sum of their absolute values.
  f-rot f2dup f- fabs f-rot fabs fswap fabs f+ frot f* f< ;

: f~ ( -- flag ) ( F: r1 r2 r3 -- )  \ floating ext
  \ Compare r1 with r2: within r3 if it is positive, exactly, bit by bit, if it is 0, relatively within its
  \ absolute value if it is negative.
  fdup f0> if f~abs exit then
  fdup f0= if fdrop (f>bits) (f>bits) = exit then
  fnegate f~rel ;

: (fmod) ( F: r1 r2 -- r3 )  \ internal
  \ Remainder of positive numbers, exactly: that of twice the divisor has one bit too many at most.
  fover fover f< if fdrop exit then
  fswap fover f2* recurse fswap
  fover fover f< if fdrop else f- then ;

: fmod ( F: r1 r2 -- r3 )  \ gforth
  \ What is left of r1 after division by r2, with a quotient rounded towards zero: exact, of the sign of r1. A NaN if r1 is
  \ infinite or r2 is 0.
  fover fdup f- f0= fdup fabs f0> and 0= if fdrop fdrop 0e 0e f/ exit then
  fabs fover fabs fswap (fmod) fswap f0< if fnegate then ;

: d>f ( d -- ) ( F: -- r )  \ floating
  \ A double as a float, rounded to nearest.
  over 0< over = if drop s>f exit then
  dup >r dabs 0 -rot                                  ( n ud ) ( R: sign )
  begin dup 0< 0= while 2dup d+ rot 1+ -rot repeat    \ the value is ud / 2^n, and its highest bit is set
  swap 0<> negate or                                  \ of what is below the high cell it matters if it is 0
  dup 1 rshift swap 1 and or s>f                      ( n ) ( F: r )
  1088 swap - 52 lshift (bits>f) f*                   \ times 2^(65-n)
  r> 0< if fnegate then ;

: f>d ( -- d ) ( F: r -- )  \ floating
  \ Round towards zero to a double. What does not fit, and a NaN, gives the least double, -2^127.
  fdup fabs 9223372036854775808e f< if f>s s>d exit then
  (f>bits) dup >r dup 52 rshift 2047 and 1075 -       ( bits n ) ( R: bits )
  dup 74 > if rdrop 2drop 0 1 63 lshift exit then
  swap 1 52 lshift tuck 1- and or swap                ( m n )  \ r is m * 2^n
  dup 64 < if 2dup lshift -rot 64 swap - rshift else 64 - lshift 0 swap then
  r> 0< if dnegate then ;

: f+! ( f-addr -- ) ( F: r -- )  \ gforth
  \ Add r to the float at f-addr.
  dup f@ f+ f! ;

: float+ ( f-addr1 -- f-addr2 )  \ floating
  \ Address of the next float.
  8 + ;

: floats ( n1 -- n2 )  \ floating
  \ Size of n1 floats in bytes.
  8 * ;

: faligned ( addr -- f-addr )  \ floating
  \ Round up to a float's boundary.
  aligned ;

: falign ( -- )  \ floating
  \ Round `here` up to a float's boundary.
  align ;

: sfloat+ ( sf-addr1 -- sf-addr2 )  \ floating ext
  \ Address of the next float of 32 bits.
  4 + ;

: sfloats ( n1 -- n2 )  \ floating ext
  \ Size of n1 floats of 32 bits in bytes.
  4 * ;

: sfaligned ( addr -- sf-addr )  \ floating ext
  \ Round up to the boundary of a float of 32 bits.
  3 + -4 and ;

: sfalign ( -- )  \ floating ext
  \ Round `here` up to the boundary of a float of 32 bits.
  here sfaligned here - allot ;

: dfloat+ ( df-addr1 -- df-addr2 )  \ floating ext
  \ Address of the next double.
  8 + ;

: dfloats ( n1 -- n2 )  \ floating ext
  \ Size of n1 doubles in bytes.
  8 * ;

: dfaligned ( addr -- df-addr )  \ floating ext
  \ Round up to the boundary of a double.
  aligned ;

: dfalign ( -- )  \ floating ext
  \ Round `here` up to the boundary of a double.
  align ;

: fclearstack ( -- ) ( F: i*r -- )  \ gforth
  \ Remove all floats from the float stack.
  begin fdepth while fdrop repeat ;

3.14159265358979323846e fconstant pi ( -- ) ( F: -- r )  \ gforth
  \ The ratio of a circle's circumference to its diameter.

: >float ( c-addr u -- flag ) ( F: -- r | )  \ floating
  \ The number in a string and true; or false. Blanks are 0, and what is too large is infinite.
  (>float) dup 0= if fdrop then ;

: sf, ( -- ) ( F: r -- )  \ gforth
  \ Append a float of 32 bits to data space.
  here 4 allot sf! ;

: df, ( -- ) ( F: r -- )  \ gforth
  \ Append a double to data space.
  f, ;

: v* ( f-addr1 n1 f-addr2 n2 u -- ) ( F: -- r )  \ gforth
  \ Sum of the products of two rows of u floats, which lie n1 and n2 bytes apart.
  {: a1 n1 a2 n2 u :}
  0e u 0 ?do a1 f@ a2 f@ f* f+  a1 n1 + to a1  a2 n2 + to a2 loop ;

: faxpy ( f-addr1 n1 f-addr2 n2 u -- ) ( F: r -- )  \ gforth
  \ Add r times each of u floats, which lie n1 bytes apart, to those at f-addr2, n2 bytes apart.
  {: a1 n1 a2 n2 u :}
  u 0 ?do fdup a1 f@ f* a2 f+!  a1 n1 + to a1  a2 n2 + to a2 loop fdrop ;
