\ Elementary functions of floats: in Forth, so that what is computed while compiling is what the running program
\ computes, bit by bit. Most results are the nearest float; errors are below 0.8 units in the last place.
\
\ Where a rounding error would matter a number is carried as a sum of two floats, the second one being
\ what the first lacks: Dekker, "A Floating-Point Technique for Extending the Available Precision" (1971).

: (2sum) ( F: r1 r2 -- r3 r4 )  \ internal
  \ Sum r3 and its error r4.
  {: F: a F: b | F: s F: v :}
  a b f+ to s s a f- to v
  s  a s v f- f- b v f- f+ ;

: (sum) ( F: r1 r2 -- r3 r4 )  \ internal
  \ The same where r1 is not the smaller one.
  {: F: a F: b | F: s :}
  a b f+ to s  s  b s a f- f- ;

: (halves) ( F: r1 -- r2 r3 )  \ internal
  \ R1 as a sum of two floats of 26 bits.
  fdup 134217729e f* fover fover fswap f- f- ftuck f- ;

: (2*) ( F: r1 r2 -- r3 r4 )  \ internal
  \ Product r3 and its error r4.
  {: F: a F: b | F: ah F: al F: bh F: bl F: p :}
  a b f* to p
  a (halves) to al to ah  b (halves) to bl to bh
  p  ah bh f* p f- ah bl f* f+ al bh f* f+ al bl f* f+ ;

: (2/) ( F: r1 r2 r3 r4 -- r5 r6 )  \ internal
  \ Quotient of the sums r1 r2 and r3 r4.
  {: F: ah F: al F: bh F: bl | F: q :}
  ah bh f/ to q
  ah q bh (2*) frot frot f- fswap f- al f+ q bl f* f- bh f/
  q fswap (sum) ;

: (inf) ( F: -- r )  \ internal
  \ Infinity.
  2047 52 lshift (bits>f) ;

: (invalid) ( F: r1 -- r2 )  \ internal
  \ Not a number.
  fdup f- fdup f/ ;

: (2**) ( n -- ) ( F: -- r )  \ internal
  \ Two raised to n, of which it is a normal number.
  1023 + 52 lshift (bits>f) ;

: (scale) ( n -- ) ( F: r1 -- r2 )  \ internal
  \ R1 times two raised to n.
  dup 2/ tuck - (2**) f* (2**) f* ;

: (exp-1) ( F: r1 -- r2 )  \ internal
  \ e raised to r1, less 1 and r1, for r1 between -0.35 and 0.35.
  {: F: z :}
  1.6059043836821613e-10 z f* 2.08767569878681e-09 f+ z f* 2.505210838544172e-08 f+
  z f* 2.755731922398589e-07 f+ z f* 2.7557319223985893e-06 f+ z f* 2.48015873015873e-05 f+
  z f* 0.0001984126984126984e f+ z f* 0.001388888888888889e f+ z f* 0.008333333333333333e f+
  z f* 0.041666666666666664e f+ z f* 0.16666666666666666e f+ z f* 0.5e f+
  z f* z f* ;

: (exp) ( -- n ) ( F: r1 r2 -- r3 r4 )  \ internal
  \ e raised to the sum of r1 and r2 is the sum of r3 and r4, times two raised to n.
  {: F: x F: y | F: k F: c F: t :}
  x 1.4426950408889634e f* fround to k
  x k 0.6931471803691238e f* f- to x                         \ exact, as the factor has 32 bits
  k 1.9082149292705877e-10 f* y f- to c
  x c f- x fover f- c f- to c to x                      \ x + c is what is left
  x (exp-1) to t
  1e x (sum) t c f+ c x t f+ f* f+ f+ (sum)
  k f>s ;

: fexp ( F: r1 -- r2 )  \ floating ext
  \ e raised to r1.
  fdup fabs 800e f> if f0> if (inf) else 0e then exit then
  0e (exp) f+ (scale) ;

: fexpm1 ( F: r1 -- r2 )  \ floating ext
  \ e raised to r1, less 1; exact for small r1.
  fdup fabs 0.3e f< if fdup f0= 0= if fdup (exp-1) f+ then exit then
  fdup fabs 700e f> if fexp 1e f- exit then
  0e (exp) dup (2**) f* (2**) {: F: lo F: scale :}
  scale f* -1e (2sum) lo f+ f+ ;

: (log) ( F: r1 -- r2 r3 )  \ internal
  \ Natural logarithm of r1, which is positive and finite, as a sum.
  0 {: F: m n | F: s F: sl F: d F: z F: zl F: w F: wl :}
  m 2.2250738585072014e-308 f< if m 18014398509481984e f* to m -54 to n then
  m (f>bits) dup 52 rshift 1023 - n + to n
  1 52 lshift 1- and 1023 52 lshift or (bits>f) to m
  m 1.4142135623730951e f> if m 0.5e f* to m n 1+ to n then
  \ With s = (m - 1) / (m + 1) it is 2s + 2s^3/3 + 2s^5/5 + ...
  m 1e f+ to d
  m 1e f- 0e d m d 1e f- f- (2/) to sl to s
  s s (2*) s sl f* f2* f+ to zl to z
  z s (2*) zl s f* f+ z sl f* f+ to wl to w
  w 0.6666666666666666e (2*) w 3.700743415417188e-17 f* f+ wl 0.6666666666666666e f* f+ to d     ( F: cube )
  n s>f 0.6931471803691238e f* s f2* (2sum) fswap frot (2sum)          ( F: error1 sum error2 )
  frot f+ d f+ sl f2* f+
  n s>f 1.9082149292705877e-10 f* f+
  0.07407407407407407e z f* 0.08e f+ z f* 0.08695652173913043e f+ z f* 0.09523809523809523e f+
  z f* 0.10526315789473684e f+ z f* 0.11764705882352941e f+ z f* 0.13333333333333333e f+
  z f* 0.15384615384615385e f+ z f* 0.18181818181818182e f+ z f* 0.2222222222222222e f+
  z f* 0.2857142857142857e f+ z f* 0.4e f+
  z w f* f* f+ (sum) ;

: (positive?) ( -- flag ) ( F: r -- r )  \ internal
  \ R is positive and finite.
  fdup f0> fdup (inf) f< and ;

: (no-log) ( F: r1 -- r2 )  \ internal
  \ What a logarithm is of numbers that have none.
  fdup f0= if fdrop (inf) fnegate exit then
  fdup f0> 0= if (invalid) then ;

: fln ( F: r1 -- r2 )  \ floating ext
  \ Natural logarithm.
  (positive?) if (log) f+ else (no-log) then ;

: flnp1 ( F: r1 -- r2 )  \ floating ext
  \ Natural logarithm of r1 + 1; exact for small r1.
  fdup fabs 1e-17 f< if exit then
  fdup -1e f> fdup (inf) f< and 0= if 1e f+ (no-log) exit then
  1e (2sum) fover f/ fswap (log) frot f+ f+ ;

: flog ( F: r1 -- r2 )  \ floating ext
  \ Logarithm to base ten.
  (positive?) 0= if (no-log) exit then
  (log) {: F: h F: l :}
  h 0.4342944819032518e (2*) h 1.098319650216765e-17 f* f+ l 0.4342944819032518e f* f+ f+ ;

: (power) ( F: r1 r2 -- r3 )  \ internal
  \ R1, which is positive, raised to r2; neither is a NaN.
  {: F: x F: y | F: l :}
  x 1e f= if 1e exit then
  x (inf) f= x f0= or y fabs (inf) f= or if
    x 1e f> y f0> = if (inf) else 0e then exit
  then
  x (log) to l
  fdup y f* fabs 800e f> if f0> y f0> = if (inf) else 0e then exit then
  y (2*) l y f* f+ (exp) f+ (scale) ;

: (odd?) ( -- flag ) ( F: r -- )  \ internal
  \ R is an odd integer.
  fdup fabs 9007199254740992e f< 0= if fdrop false exit then
  fdup fdup fround f= f>s 1 and 0<> and ;

: f** ( F: r1 r2 -- r3 )  \ floating ext
  \ R1 raised to r2. Of a negative r1 only integral powers are numbers.
  {: F: x F: y :}
  y f0= x 1e f= or if 1e exit then
  x x f<> y y f<> or if x y f+ exit then
  x f0< x (inf) fnegate f> and y y fround f<> and if x (invalid) exit then
  x fabs y (power)
  x (f>bits) 0< if y (odd?) if fnegate then then ;

: falog ( F: r1 -- r2 )  \ floating ext
  \ Ten raised to r1.
  10e fswap f** ;

: fcbrt ( F: r1 -- r2 )  \ ffc floats
  \ Cube root.
  {: F: x | F: l :}
  x f0= x x f- f0= 0= or if x exit then
  x fabs (log) to l
  fdup 0.3333333333333333e (2*) frot 1.850371707708594e-17 f* f+ l 0.3333333333333333e f* f+
  (exp) f+ (scale) x f0< if fnegate then ;

: (hyperbolic) ( F: r1 -- r2 r3 r4 r5 )  \ internal
  \ Hyperbolic sine r2 r3 and cosine r4 r5, as sums, of r1 from 0 to 22.
  {: F: x | F: z F: low F: i F: j :}
  x 0.3e f< if
    x x f* to z
    x
    1.6059043836821613e-10 z f* 2.505210838544172e-08 f+ z f* 2.7557319223985893e-06 f+
    z f* 0.0001984126984126984e f+ z f* 0.008333333333333333e f+ z f* 0.16666666666666666e f+
    z f* x f* (sum)
    1e z 0.5e f* (sum)
    1.1470745597729725e-11 z f* 2.08767569878681e-09 f+ z f* 2.755731922398589e-07 f+
    z f* 2.48015873015873e-05 f+ z f* 0.001388888888888889e f+ z f* 0.041666666666666664e f+
    z f* z f* f+ (sum) exit
  then
  x 0e (exp) 1- (2**) ftuck f* to low f* to x           \ half of e raised to r1
  0.25e 0e x low (2/) to j to i                         \ half of its reciprocal
  x i fnegate (2sum) low f+ j f-
  x i (2sum) low f+ j f+ ;

: (large-cosh) ( F: r1 -- r2 )  \ internal
  \ Half of e raised to r1.
  fdup 800e f> if fdrop (inf) exit then
  0e (exp) f+ 1- (scale) ;

: fsinh ( F: r1 -- r2 )  \ floating ext
  \ Hyperbolic sine.
  fdup (f>bits) 0< fabs
  fdup 22e f> if (large-cosh) else (hyperbolic) fdrop fdrop f+ then
  if fnegate then ;

: fcosh ( F: r1 -- r2 )  \ floating ext
  \ Hyperbolic cosine.
  fabs fdup 22e f> if (large-cosh) else (hyperbolic) f+ fnip fnip then ;

: ftanh ( F: r1 -- r2 )  \ floating ext
  \ Hyperbolic tangent.
  fdup (f>bits) 0< fabs
  fdup 22e f> if fdrop 1e else (hyperbolic) (2/) f+ then
  if fnegate then ;

: (root) ( F: r1 r2 -- r3 r4 )  \ internal
  \ Square root of a sum, as a sum.
  {: F: p F: low | F: s F: t :}
  p fsqrt to s
  s f0= if s 0e exit then
  p s s (2*) to t f- t f- low f+ s f2* f/
  s fswap (sum) ;

: (log+) ( F: r1 r2 -- r3 )  \ internal
  \ Natural logarithm of a sum.
  fover f/ fswap (log) frot f+ f+ ;

: (log2*) ( F: r1 -- r2 )  \ internal
  \ Natural logarithm of 2 * r1, which may be too large.
  (positive?) 0= if (no-log) exit then
  (log) fswap 0.6931471805599453e (2sum) frot f+ 2.3190468138462996e-17 f+ f+ ;

: fasinh ( F: r1 -- r2 )  \ floating ext
  \ The number whose hyperbolic sine is r1.
  {: F: x | F: a F: z :}
  x fabs to a  a a f* to z
  x f0= if x exit then
  a 1e-4 f< if x fdup z f* 0.075e z f* 0.16666666666666666e f- f* f+ exit then
  a 1e9 f> if a (log2*)
  else
    a a (2*) fswap 1e (2sum) frot f+ (sum) (root)
    fswap a (2sum) frot f+ (sum) (log+)
  then
  x f0< if fnegate then ;

: facosh ( F: r1 -- r2 )  \ floating ext
  \ The number whose hyperbolic cosine is r1.
  {: F: x | F: a F: ae F: b F: be :}
  x 1e9 f> if x (log2*) exit then
  x 1e f< if x (invalid) exit then
  x -1e (2sum) to ae to a  x 1e (2sum) to be to b
  a b (2*) a be f* f+ b ae f* f+ (root)
  fswap x (2sum) frot f+ (sum) (log+) ;

: fatanh ( F: r1 -- r2 )  \ floating ext
  \ The number whose hyperbolic tangent is r1.
  {: F: x | F: a F: z :}
  x fabs to a  a a f* to z
  a 1e-4 f< if x fdup z f* 0.2e z f* 0.3333333333333333e f+ f* f+ exit then
  a 1e f> if x (invalid) exit then
  a 1e f= if (inf) else
    a 1e (2sum) 1e a fnegate (2sum) (2/) (log+) 0.5e f*
  then
  x f0< if fnegate then ;

create (2/pi) ( -- addr )  \ internal
  $A2F9836E4E441529 , $FC2757D1F534DDC0 , $DB6295993C439041 , $FE5163ABDEBBC561 ,
  $B7246E3A424DD2E0 , $6492EEA09D1921C , $FE1DEB1CB129A73E , $E88235F52EBB4484 ,
  $E99C7026B45F7E41 , $3991D639835339F4 , $9C845F8BBDF9283B , $1FF897FFDE05980F ,
  $EF2F118B5A0A6D1F , $6D367ECF27CB09B7 , $4F463F669E5FEA2D , $7527BAC7EBE5F17B ,
  $3D0739F78A5292EA , $6BFB5FB11F8D5D08 , $56033046FC7B6BAB ,

: (2/pi@) ( n -- u )  \ internal
  \ 64 bits of 2/pi behind its first n; zeroes stand before the point.
  dup -63 < if drop 0 exit then
  dup 0< if (2/pi) @ swap negate rshift exit then
  dup 63 and swap 6 rshift cells (2/pi) +               ( shift addr )
  dup @ third lshift swap cell+ @                       ( shift u1 u2 )
  rot dup if 64 swap - rshift or else 2drop then ;

: (reduce) ( -- n ) ( F: r1 -- r2 r3 )  \ internal
  \ The distance of r1 > 0 from the nearest multiple of pi/2, as a sum, and which multiple it is, modulo 4.
  \ Payne and Hanek, "Radian Reduction for Trigonometric Functions" (1983), in integers: r1 is m * 2^e, and of
  \ r1 * 2/pi only what is left modulo 4 matters, so bits of 2/pi that make multiples of 4 are skipped. The
  \ 192 bits that follow leave an error below 2^-137, where no float is nearer to a multiple than 2^-62.
  (f>bits) dup 52 rshift 1077 - swap 1 52 lshift 1- and 1 52 lshift or
  {: skip m | t0 t1 t2 q F: y F: tail :}
  m skip 128 + (2/pi@) um* swap to t0
  m skip 64 + (2/pi@) um* rot 0 d+ swap to t1
  m skip (2/pi@) * +
  dup 62 rshift to q  2 lshift 2 rshift to t2           \ two bits of quadrant, 190 of fraction
  t2 61 rshift dup if                                   ( flag )  \ the next multiple is nearer
    q 1+ to q
    t0 negate to t0  t1 invert t0 0= - to t1
    t2 invert t0 0= t1 0= and - 2 lshift 2 rshift to t2
  then
  t0 32 rshift s>f 2.7369110631344083e-48 f* t1 $FFFFFFFF and s>f 1.1754943508222875e-38 f* f+
  t1 32 rshift s>f 5.048709793414476e-29 f* fswap (2sum) to tail
  t2 $FFFFFFFF and s>f 2.168404344971009e-19 f* fswap (2sum) tail f+ to tail
  t2 32 rshift s>f 9.313225746154785e-10 f* fswap (2sum) tail f+ (sum) to tail to y
  y 1.5707963267948966e (2*) y 6.123233995736766e-17 f* f+ tail 1.5707963267948966e f* f+ (sum)
  if fnegate fswap fnegate fswap then q ;

: (angle) ( -- n ) ( F: r1 -- r2 r3 )  \ internal
  \ The same for any r1 >= 0. If it is not large a multiple of pi/2 is taken off in three parts, the first two
  \ of 33 bits, which is good enough unless nearly nothing is left.
  {: F: x | F: k :}
  x 0.7853981633974483e f> 0= if x 0e 0 exit then
  x 100000e f< if
    x 0.6366197723675814e f* fround to k
    x k 1.5707963267341256e f* f-  k -6.077100506303966e-11 f* (2sum)  k 2.0222662487959506e-21 f* f- (sum)
    fover fabs 1e-9 f> if k f>s exit then
    fdrop fdrop
  then
  x (reduce) ;

: (sin) ( F: r1 r2 -- r3 r4 )  \ internal
  \ Sine of the sum of r1 and r2, which is at most pi/4, as a sum.
  {: F: y F: tail | F: z :}
  y y f* to z
  y
  1.9572941063391263e-20 z f* -8.22063524662433e-18 f+ z f* 2.8114572543455206e-15 f+
  z f* -7.647163731819816e-13 f+ z f* 1.6059043836821613e-10 f+ z f* -2.505210838544172e-08 f+
  z f* 2.7557319223985893e-06 f+ z f* -0.0001984126984126984e f+ z f* 0.008333333333333333e f+
  z f* -0.16666666666666666e f+
  z f* y f* 1e z 0.5e f* f- tail f* f+ (sum) ;

: (cos) ( F: r1 r2 -- r3 r4 )  \ internal
  \ Cosine of the sum of r1 and r2, as a sum.
  {: F: y F: tail | F: z F: low :}
  y y (2*) to low to z
  1e z -0.5e f* (sum) low -0.5e f* f+ y tail f* f-
  4.110317623312165e-19 z f* -1.5619206968586225e-16 f+ z f* 4.779477332387385e-14 f+
  z f* -1.1470745597729725e-11 f+ z f* 2.08767569878681e-09 f+ z f* -2.755731922398589e-07 f+
  z f* 2.48015873015873e-05 f+ z f* -0.001388888888888889e f+ z f* 0.041666666666666664e f+
  z f* z f* f+ (sum) ;

: (sine) ( n -- ) ( F: r1 r2 -- r3 )  \ internal
  \ Sine of r1 + r2 + n * pi/2.
  dup 1 and if (cos) else (sin) then f+ 2 and if fnegate then ;

: (finite?) ( -- flag ) ( F: r -- r )  \ internal
  \ R is neither infinite nor a NaN.
  fdup fdup f- f0= ;

: fsin ( F: r1 -- r2 )  \ floating ext
  \ Sine of an angle in radians.
  fdup fabs 1e-8 f< if exit then
  (finite?) 0= if (invalid) exit then
  fdup f0< fabs (angle) (sine) if fnegate then ;

: fcos ( F: r1 -- r2 )  \ floating ext
  \ Cosine of an angle in radians.
  (finite?) if fabs (angle) 1+ (sine) else (invalid) then ;

: fsincos ( F: r1 -- r2 r3 )  \ floating ext
  \ Sine r2 and cosine r3.
  fdup fsin fswap fcos ;

: ftan ( F: r1 -- r2 )  \ floating ext
  \ Tangent of an angle in radians.
  fdup fabs 1e-8 f< if exit then
  (finite?) 0= if (invalid) exit then
  fdup f0< fabs (angle) {: F: y F: tail :}
  1 and if y fnegate tail fnegate (cos) fnegate fswap fnegate fswap y tail (sin)
  else y tail (sin) y tail (cos) then
  (2/) f+ if fnegate then ;

create (atans) ( -- addr )  \ internal
  0.0e f, 0.0e f,
  0.12435499454676144e f, -3.1253241424539383e-18 f,
  0.24497866312686414e f, 1.0698755618734451e-17 f,
  0.35877067027057225e f, -2.4623815582638635e-17 f,
  0.4636476090008061e f, 2.2698777452961687e-17 f,
  0.5585993153435624e f, -5.4556305485916264e-18 f,
  0.6435011087932844e f, 1.5834785051444286e-17 f,
  0.7188299996216245e f, -2.1478388444456983e-17 f,
  0.7853981633974483e f, 3.061616997868383e-17 f,

: (atan) ( F: r1 r2 -- r3 r4 )  \ internal
  \ Arc tangent of a sum from 0 to 1, as a sum: that of the nearest multiple c of 1/8 is in a table, and of
  \ what is left, (r - c) / (1 + c r), it is a short series.
  0 {: F: u F: low n | F: c F: z :}
  u 8e f* fround f>s to n
  n if
    n s>f 0.125e f* to c
    u c f- low (sum)
    c u (2*) c low f* f+ fswap 1e (2sum) frot f+ (2/) to low to u
  then
  u u f* to z
  n 4 lshift (atans) + dup f@ u (2sum) cell+ f@ f+ low f+
  -0.05263157894736842e z f* 0.058823529411764705e f+ z f* -0.06666666666666667e f+
  z f* 0.07692307692307693e f+ z f* -0.09090909090909091e f+ z f* 0.1111111111111111e f+
  z f* -0.14285714285714285e f+ z f* 0.2e f+ z f* -0.3333333333333333e f+
  z f* u f* f+ (sum) ;

: (atan2) ( F: r1 r2 r3 r4 -- r5 r6 )  \ internal
  \ The angle, as a sum, of a point in the first quadrant: ordinate r1 r2, abscissa r3 r4.
  {: F: y F: yl F: x F: xl :}
  y x f> 0= if y yl x xl (2/) (atan) exit then
  x xl y yl (2/) (atan)
  fswap fnegate 1.5707963267948966e fswap (2sum) 6.123233995736766e-17 f+ frot f- (sum) ;

: (turn) ( flag -- ) ( F: r1 r2 -- r3 )  \ internal
  \ The sum of r1 and r2, or what it lacks to pi.
  if fswap fnegate 3.141592653589793e fswap (2sum) 1.2246467991473532e-16 f+ frot f- then f+ ;

: fatan2 ( F: r1 r2 -- r3 )  \ floating ext
  \ The angle, from -pi to pi, of the point with ordinate r1 and abscissa r2.
  {: F: y F: x :}
  y y f<> x x f<> or if y x f+ exit then
  y (f>bits) 0< x (f>bits) 0<
  y fabs to y  x fabs to x
  y (inf) f= x (inf) f= 2dup or if negate s>f to x negate s>f to y else 2drop then
  x f0= y f0= and if 1e to x then
  \ Products of what is very large or very small would lose bits.
  x y fmax fdup 1e290 f> if x 2.409919865102884e-181 f* to x y 2.409919865102884e-181 f* to y then
  1e-250 f< if x 4.149515568880993e+180 f* to x y 4.149515568880993e+180 f* to y then
  y 0e x 0e (atan2) (turn) if fnegate then ;

: fatan ( F: r1 -- r2 )  \ floating ext
  \ The angle whose tangent is r1.
  fdup (f>bits) 0< fabs
  fdup 1e f> 0= if 0e (atan) f+
  else fdup 1e17 f> if fdrop 1.5707963267948966e
  else
    1e 0e frot 0e (2/) (atan)
    fswap fnegate 1.5707963267948966e fswap (2sum) 6.123233995736766e-17 f+ frot f- f+
  then then
  if fnegate then ;

: (leg) ( F: r1 -- r2 r3 )  \ internal
  \ The other leg of a right triangle with hypotenuse 1, as a sum.
  {: F: x | F: a F: ae F: b F: be :}
  1e x fnegate (2sum) to ae to a  1e x (2sum) to be to b
  a b (2*) a be f* f+ b ae f* f+ (root) ;

: fasin ( F: r1 -- r2 )  \ floating ext
  \ The angle whose sine is r1.
  fdup fabs 1e f> if (invalid) exit then
  fdup (f>bits) 0< fabs 0e fover (leg) (atan2) f+ if fnegate then ;

: facos ( F: r1 -- r2 )  \ floating ext
  \ The angle whose cosine is r1.
  fdup fabs 1e f> if (invalid) exit then
  fdup f0< fabs fdup (leg) frot 0e (atan2) (turn) ;
