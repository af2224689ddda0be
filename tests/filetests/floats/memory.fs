\ test run
\ output: >>>0 1 2 3 0 4 \n<<<
\ run: 1.5e v f! v f@ 2e v f+! v f@ bits bits == 4615063718147915776 4609434218613702656
\ run: 0.1e s sf! s sf@ bits s l@ == 4591870180174331904 1036831949
\ run: 1e39 s sf! s l@ 1e-46 s sf! s l@ 1e-45 s sf! s sf@ bits == 2139095040 0 3936146074321813504
\ run: -2.5e d df! d df@ bits d f@ bits == -4610560118520545280 -4610560118520545280
\ Each NaN keeps its bits.
\ run: -1 v ! v f@ d f! d @ v f@ fnegate bits v f@ fabs bits == -1 9223372036854775807 9223372036854775807
\ run: nan bits nan fnegate bits nan fabs bits == -2251799813685248 9221120237041090560 9221120237041090560
\ Arithmetic keeps that it is one, but the sign is left open.
\ run: nan fnegate 1e f+ fabs bits 2e nan fnegate f* fabs bits nan fnegate fsqrt fabs bits == 9221120237041090560 9221120237041090560 9221120237041090560
\ run: -4194304 s l! s sf@ fnegate bits nan fnegate s sf! s l@ == 9221120237041090560 2143289344
\ run: 1 faligned 8 faligned 0 sfaligned 5 sfaligned 9 dfaligned == 8 8 0 8 16
\ run: 3 floats 3 sfloats 3 dfloats == 24 12 24
\ run: 0 float+ 0 sfloat+ 0 dfloat+ == 8 4 8
include bits.fs
fvariable v  create s 0 ,  create d 0 ,
create t 1 c, falign 1e f, 2e f, sfalign 3e f, 0e f, -0e f,
create nan-bits -2251799813685248 ,
: nan ( -- r )  nan-bits f@ ;
0e 0e f/ fnegate fconstant -nan  -nan v f!  v @ 9221120237041090560 - .
: at ( n -- r )  floats t 8 + + f@ ;
0 at f>s . 1 at f>s . 2 at f>s . 3 at f>s .
\ What was stored before the program runs is its data.
4e v f! v f@ f>s . cr
