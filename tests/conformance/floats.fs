\ FLOATING and FLOATING EXT without text and elementary functions, and the everyday words of gforth.
include tester.fs

: same? ( -- flag ) ( F: r1 r2 -- )  0e f~ ;  \ bit by bit: 0e and -0e differ
: nan? ( -- flag ) ( F: r -- )  fdup f<> ;
1e 0e f/ fconstant inf
inf fnegate fconstant -inf
inf inf f- fconstant nan

\ ---- the stack ----

T{ fdepth 1e fdepth 2e fdepth fdrop fdrop fdepth -> 0 1 2 0 }T
T{ 1e fdup f>s f>s -> 1 1 }T
T{ 1e 2e fswap f>s f>s -> 1 2 }T
T{ 1e 2e fover f>s f>s f>s -> 1 2 1 }T
T{ 1e 2e 3e frot f>s f>s f>s -> 1 3 2 }T
T{ 1e 2e 3e f-rot f>s f>s f>s -> 2 1 3 }T
T{ 1e 2e fnip f>s fdepth -> 2 0 }T
T{ 1e 2e ftuck f>s f>s f>s -> 2 1 2 }T
T{ 1e 2e f2dup f>s f>s f>s f>s -> 2 1 2 1 }T
T{ 1e 2e 3e fthird f>s f>s f>s f>s -> 1 3 2 1 }T
T{ 1e 2e 3e 4e ffourth f>s fdrop fdrop fdrop fdrop fdepth -> 1 0 }T
T{ 1e 2e 3e 0 fpick f>s 1 fpick f>s 2 fpick f>s fdrop fdrop fdrop -> 3 2 1 }T
T{ 1e 2e 3e fclearstack fdepth -> 0 }T
T{ 1e 2e fp@ dup f@ float+ f@ f>s f>s fdrop fdrop -> 1 2 }T
T{ 1e 2e fp@ float+ fp! fdepth f>s -> 1 1 }T

\ ---- arithmetic ----

T{ 1e 2e f+ 3e same? 1e 2e f- -1e same? 3e 4e f* 12e same? 1e 8e f/ 0.125e same? -> true true true true }T
T{ 0.1e 0.2e f+ 0.30000000000000004e same? 1e 3e f/ 0.3333333333333333e same? -> true true }T
T{ 1e 0e f/ inf same? -1e 0e f/ -inf same? 1e inf f/ 0e same? 0e inf f* nan? -> true true true true }T
T{ 1e308 1e308 f+ inf same? 5e-324 2e f/ 0e same? 1e16 1e f+ 1e16 same? -> true true true }T
T{ 0e fnegate -0e same? -2e fabs 2e same? -0e fabs 0e same? -0e 0e f+ 0e same? -> true true true true }T
T{ 2e 3e fmin 2e same? 3e 2e fmin 2e same? 2e 3e fmax 3e same? 3e 2e fmax 3e same? -> true true true true }T
T{ 4e fsqrt 2e same? 2e fsqrt 1.4142135623730951e same? -0e fsqrt -0e same? -1e fsqrt nan? -> true true true true }T
T{ 3e f2* 6e same? 3e f2/ 1.5e same? 8e 1/f 0.125e same? -> true true true }T

\ ---- comparison ----

T{ 1e 2e f< 2e 1e f< 1e 1e f< -0e 0e f< -> true false false false }T
T{ 1e 2e f> 2e 1e f> 1e 1e f<= 2e 1e f<= 1e 1e f>= 1e 2e f>= -> false true true false true false }T
T{ 0e -0e f= 1e 2e f= 0e -0e f<> 1e 2e f<> nan nan f= nan nan f<> -> true false false true false true }T
T{ nan 1e f< nan 1e f> nan 1e f<= nan 1e f>= 1e nan f< -> false false false false false }T
T{ -1e f0< 0e f0< -0e f0< 0e f0= -0e f0= 1e f0= nan f0= -> true false false true true false false }T
T{ 1e f0> 0e f0> 0e f0<> 1e f0<> 0e f0<= 1e f0<= 0e f0>= -1e f0>= -> true false false true true false true false }T
T{ inf 1e308 f> -inf -1e308 f< -> true true }T
T{ 1e 1.05e 0.1e f~ 1e 1.2e 0.1e f~ 1e 1e 0e f~ 0e -0e 0e f~ -> true false true false }T
T{ 100e 109e -0.1e f~ 100e 130e -0.1e f~ 1e 1.5e 1e f~abs 1e 1.5e 0.1e f~rel -> true false true false }T

\ ---- integers ----

T{ 2.7e floor 2e same? -2.7e floor -3e same? -0e floor -0e same? 1e300 floor 1e300 same? -> true true true true }T
T{ 2.1e fceil 3e same? -2.7e fceil -2e same? -0.5e fceil -0e same? -> true true true }T
T{ 2.5e fround 2e same? 3.5e fround 4e same? -0.4e fround -0e same? -2.6e fround -3e same? -> true true true true }T
T{ 2.7e ftrunc 2e same? -2.7e ftrunc -2e same? -0.7e ftrunc -0e same? nan ftrunc nan? -> true true true true }T
T{ 5 s>f 5e same? -5 s>f -5e same? 9007199254740993 s>f 9007199254740992e same? -> true true true }T
T{ 2.9e f>s -2.9e f>s 1e30 f>s nan f>s -> 2 -2 1 63 lshift 1 63 lshift }T
T{ 5. d>f 5e same? -5. d>f -5e same? 18446744073709551616. d>f 18446744073709551616e same? -> true true true }T
T{ 2.9e f>d -2.9e f>d 18446744073709551616e f>d 1e39 f>d -> 2. -2. 18446744073709551616. 0 1 63 lshift }T

\ ---- memory ----

fvariable v  create s 0 , 0 ,
T{ v f@ 0e same? 1.5e v f! v f@ 1.5e same? 2e v f+! v f@ 3.5e same? -> true true true }T
T{ 0.1e s df! s df@ 0.1e same? 0.1e s sf! s sf@ 0.10000000149011612e same? s l@ -> true true 1036831949 }T
T{ 1 faligned 8 faligned 1 dfaligned 1 sfaligned 4 sfaligned -> 8 8 8 4 4 }T
T{ 3 floats 3 dfloats 3 sfloats 0 float+ 0 dfloat+ 0 sfloat+ -> 24 24 12 8 8 4 }T
create table 1 c, falign 1e f, 2e f, 1 c, dfalign 3e f, 1 c, sfalign
: field ( n -- r )  8 * table 8 + + f@ ;
T{ 0 field f>s 1 field f>s 3 field f>s -> 1 2 3 }T

\ ---- rows of floats ----

create row 1e f, 2e f, 3e df,  create small 0.5e sf, 4e sf,
T{ row float+ f@ f>s row 2 floats + f@ f>s small sf@ 0.5e same? small sfloat+ sf@ f>s -> 2 3 true 4 }T
T{ row 1 floats row 1 floats 3 v* f>s row 2 floats row 1 floats 2 v* f>s row 8 row 8 0 v* f0= -> 14 7 true }T
create sums 10e f, 20e f, 30e f,
: sum ( n -- n2 )  floats sums + f@ f>s ;
T{ 2e row 1 floats sums 1 floats 3 faxpy 0 sum 1 sum 2 sum fdepth -> 12 24 36 0 }T

\ ---- definitions ----

2.5e fconstant c  3e fvalue q
T{ c 2.5e same? q 3e same? 4e to q q 4e same? 1e +to q q 5e same? -> true true true true }T
: sets ( r -- )  to q ;
: adds ( r -- )  +to q ;
T{ 7e sets q 7e same? 2e adds q 9e same? -> true true }T
: folded ( -- r )  [ 2e 3e f* ] fliteral ;
T{ folded 6e same? -> true }T
: product ( r1 r2 -- r3 )  {: F: a F: b :}  a b f* ;
T{ 3e 4e product 12e same? -> true }T

\ ---- remainders ----

T{ 7.5e 2e fmod 1.5e same? -7.5e 2e fmod -1.5e same? 7.5e -2e fmod 1.5e same? -> true true true }T
T{ 6e 3e fmod 0e same? -6e 3e fmod f0= 1e300 3e fmod f0= -> true true true }T
T{ 1.79e308 1.7e308 fmod 1.79e308 1.7e308 f- same? -> true }T
T{ 5e 1e 0e f/ fmod 5e same? -> true }T
T{ 1e 0e fmod fdup f= 1e 0e f/ 3e fmod fdup f= 0e 0e f/ 3e fmod fdup f= 3e 0e 0e f/ fmod fdup f= -> false false false false }T
