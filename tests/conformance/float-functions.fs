\ FLOATING EXT: elementary functions, by known values, by identities and at the edges of what they are defined for.
include tester.fs

: close? ( -- flag ) ( F: r1 r2 -- )  -1e-14 f~ ;
: same? ( -- flag ) ( F: r1 r2 -- )  0e f~ ;  \ bit by bit: 0e and -0e differ
: nan? ( -- flag ) ( F: r -- )  fdup f= 0= ;
1e 0e f/ fconstant inf
inf fnegate fconstant -inf
inf inf f- fconstant nan
3.141592653589793e fconstant half-turn
2.718281828459045e fconstant e
T{ nan nan? inf nan? 1e nan? -> true false false }T
T{ pi half-turn same? -> true }T

\ ---- powers, exponentials, logarithms ----

T{ 1e fexp e close?  0e fexp 1e same?  -1e fexp 1e e f/ close? -> true true true }T
T{ 710e fexp inf f=  -750e fexp 0e f=  -inf fexp 0e f=  inf fexp inf f= -> true true true true }T
T{ nan fexp nan? -> true }T
T{ 0e fexpm1 0e same?  -0e fexpm1 -0e same?  1e fexpm1 e 1e f- close? -> true true true }T
\ where fexp 1e f- would lose most digits
T{ 1e-10 fexpm1 1.00000000005e-10 close?  -inf fexpm1 -1e same? -> true true }T
T{ e fln 1e close?  1e fln 0e same?  2e fln 0.6931471805599453e close? -> true true true }T
T{ 0e fln -inf f=  inf fln inf f=  -1e fln nan? -> true true true }T
T{ 0e flnp1 0e same?  -0e flnp1 -0e same?  1e flnp1 2e fln close? -> true true true }T
T{ 1e-10 flnp1 9.9999999995e-11 close?  -1e flnp1 -inf f=  -2e flnp1 nan? -> true true true }T
T{ 1000e flog 3e close?  1e flog 0e same?  0.01e flog -2e close?  0e flog -inf f= -> true true true true }T
T{ 3e falog 1000e close?  0e falog 1e same?  -2e falog 0.01e close?  400e falog inf f= -> true true true true }T
T{ 2e 10e f** 1024e same?  2e -1e f** 0.5e same?  9e 0.5e f** 3e close? -> true true true }T
T{ 0e 0e f** 1e same?  nan 0e f** 1e same?  0e 3e f** 0e same?  0e -1e f** inf f= -> true true true true }T
T{ -2e 3e f** -8e same?  -2e 2e f** 4e same?  -8e 1e 3e f/ f** nan? -> true true true }T
T{ 10e 400e f** inf f=  10e -400e f** 0e f=  0.5e inf f** 0e f= -> true true true }T
T{ 27e fcbrt 3e close?  -8e fcbrt -2e close? -> true true }T

\ ---- trigonometry ----

T{ 0e fsin 0e same?  -0e fsin -0e same?  pi 6e f/ fsin 0.5e close?  pi f2/ fsin 1e same? -> true true true true }T
T{ 0e fcos 1e same?  pi 3e f/ fcos 0.5e close?  pi fcos -1e same? -> true true true }T
T{ 0e ftan 0e same?  pi 4e f/ ftan 1e close?  -1e ftan -1.5574077246549023e close? -> true true true }T
T{ inf fsin nan?  -inf fcos nan?  inf ftan nan?  nan fsin nan? -> true true true true }T
\ angles whose reduction needs many digits of pi
T{ 1e22 fsin -0.8522008497671888e close?  1e22 fcos 0.5232147853951389e close? -> true true }T
T{ 355e fsin -3.014435335948845e-5 close? -> true }T
T{ 1e300 fsin fdup f* 1e300 fcos fdup f* f+ 1e close? -> true }T
T{ 1.25e fsincos 1.25e fcos same? 1.25e fsin same? -> true true }T
T{ 1e fasin pi f2/ close?  0.5e fasin pi 6e f/ close?  -0e fasin -0e same?  1.1e fasin nan? -> true true true true }T
T{ 1e facos 0e f=  -1e facos pi close?  0.5e facos pi 3e f/ close?  -1.1e facos nan? -> true true true true }T
T{ 1e fatan pi 4e f/ close?  inf fatan pi f2/ close?  -0e fatan -0e same? -> true true true }T

\ fatan2 knows the quadrant, and the sign of zero
T{ 1e 1e fatan2 pi 4e f/ close?  1e -1e fatan2 pi 0.75e f* close? -> true true }T
T{ -1e -1e fatan2 pi -0.75e f* close?  -1e 1e fatan2 pi -4e f/ close? -> true true }T
T{ 0e 1e fatan2 0e same?  -0e 1e fatan2 -0e same?  0e -1e fatan2 pi close?  -0e -1e fatan2 pi fnegate close? -> true true true true }T
T{ 1e 0e fatan2 pi f2/ close?  -1e 0e fatan2 pi f2/ fnegate close? -> true true }T
T{ inf inf fatan2 pi 4e f/ close?  1e inf fatan2 0e same?  nan 1e fatan2 nan? -> true true true }T

\ ---- hyperbolic functions ----

T{ 1e fsinh 1.1752011936438014e close?  0e fsinh 0e same?  -0e fsinh -0e same?  800e fsinh inf f= -> true true true true }T
T{ 1e fcosh 1.543080634815244e close?  0e fcosh 1e same?  -800e fcosh inf f= -> true true true }T
T{ 1e ftanh 0.7615941559557649e close?  -50e ftanh -1e same?  -0e ftanh -0e same? -> true true true }T
T{ 1e fasinh 0.881373587019543e close?  -1e fasinh -0.881373587019543e close?  -0e fasinh -0e same? -> true true true }T
T{ 2e facosh 1.3169578969248166e close?  1e facosh 0e same?  0.5e facosh nan? -> true true true }T
T{ 0.5e fatanh 0.5493061443340549e close?  1e fatanh inf f=  -1e fatanh -inf f=  2e fatanh nan? -> true true true true }T

\ ---- identities, at several places and in compiled code ----

: unit-circle? ( -- flag ) ( F: r -- )  fsincos fdup f* fswap fdup f* f+ 1e close? ;
: there-and-back? ( -- flag ) ( F: r -- )  fdup fexp fln close? ;
: powers? ( -- flag ) ( F: r -- )  fdup 1.5e f** fswap fdup fsqrt f* close? ;
: all? ( xt -- flag )  true swap 50 1 do i s>f 0.7e f* dup execute rot and swap loop drop ;
T{ ' unit-circle? all?  ' there-and-back? all?  ' powers? all? -> true true true }T
