\ CORE and CORE EXT: arithmetic, logic, shifts and comparisons of single cells.
include tester.fs

-1 1 rshift constant max-int
max-int invert constant min-int
-1 constant max-uint

\ Logic
T{ 0 0 and -> 0 }T
T{ 0 -1 and -> 0 }T
T{ -1 -1 and -> -1 }T
T{ $ff00 $0ff0 and -> $0f00 }T
T{ 0 0 or -> 0 }T
T{ 0 -1 or -> -1 }T
T{ $ff00 $0ff0 or -> $fff0 }T
T{ $ff00 $0ff0 xor -> $f0f0 }T
T{ -1 -1 xor -> 0 }T
T{ 0 invert -> -1 }T
T{ -1 invert -> 0 }T
T{ true -> -1 }T
T{ false -> 0 }T

\ Shifts
T{ 1 0 lshift -> 1 }T
T{ 1 1 lshift -> 2 }T
T{ 1 63 lshift -> min-int }T
T{ max-uint 1 lshift 1 xor -> max-uint }T
T{ 1 0 rshift -> 1 }T
T{ 1 1 rshift -> 0 }T
T{ min-int 63 rshift -> 1 }T
T{ min-int 1 rshift min-int and -> 0 }T
T{ -1 60 rshift -> 15 }T
T{ 0 2* -> 0 }T
T{ 1 2* -> 2 }T
T{ min-int 2* -> 0 }T
T{ max-int 2* -> -2 }T
T{ 0 2/ -> 0 }T
T{ 1 2/ -> 0 }T
T{ -1 2/ -> -1 }T
T{ -2 2/ -> -1 }T
T{ min-int 2/ min-int and -> min-int }T

\ Sums
T{ 5 -7 + -> -2 }T
T{ max-int 1 + -> min-int }T
T{ 5 7 - -> -2 }T
T{ min-int 1 - -> max-int }T
T{ 0 1+ -> 1 }T
T{ -1 1+ -> 0 }T
T{ max-int 1+ -> min-int }T
T{ 0 1- -> -1 }T
T{ min-int 1- -> max-int }T
T{ 1 negate -> -1 }T
T{ 0 negate -> 0 }T
T{ min-int negate -> min-int }T
T{ -1 abs -> 1 }T
T{ 1 abs -> 1 }T
T{ min-int abs -> min-int }T

\ Products and quotients
T{ 3 -3 * -> -9 }T
T{ 0 max-int * -> 0 }T
T{ max-int 1 rshift 1+ 2 * -> min-int }T
T{ 0 s>d -> 0 0 }T
T{ -1 s>d -> -1 -1 }T
T{ max-int s>d -> max-int 0 }T
T{ min-int s>d -> min-int -1 }T
T{ 3 3 m* -> 9 0 }T
T{ -3 3 m* -> -9 -1 }T
T{ min-int min-int m* -> 0 min-int 1 rshift }T
T{ max-int min-int m* -> min-int min-int 2/ }T
T{ max-uint max-uint um* -> 1 1 invert }T
T{ 4 max-uint um* -> -4 3 }T
T{ 0 0 1 um/mod -> 0 0 }T
T{ 3 0 2 um/mod -> 1 1 }T
T{ max-uint max-uint um* max-uint um/mod -> 0 max-uint }T
T{ max-uint 1 um* 2 um/mod -> 1 max-int }T
T{ 7 2 /mod -> 1 3 }T
T{ -7 2 /mod -> 1 -4 }T
T{ 7 -2 /mod -> -1 -4 }T
T{ -7 -2 /mod -> -1 3 }T
T{ 7 2 / -> 3 }T
T{ -7 2 / -> -4 }T
T{ -7 2 mod -> 1 }T
T{ 7 -2 mod -> -1 }T
T{ max-int 1 / -> max-int }T
T{ min-int min-int / -> 1 }T
T{ 7 3 2 */ -> 10 }T
T{ -7 3 2 */ -> -11 }T
T{ max-int 2 max-int */ -> 2 }T
T{ min-int 3 min-int */ -> 3 }T
T{ 7 3 2 */mod -> 1 10 }T
T{ -7 3 2 */mod -> 1 -11 }T
T{ max-int 5 max-int */mod -> 0 5 }T
T{ 7 0 -2 fm/mod -> -1 -4 }T
T{ -7 -1 2 fm/mod -> 1 -4 }T
T{ 7 0 -2 sm/rem -> 1 -3 }T
T{ -7 -1 2 sm/rem -> -1 -3 }T
T{ -7 -1 -2 sm/rem -> -1 3 }T
T{ max-int max-int m* max-int sm/rem -> 0 max-int }T
T{ min-int max-int m* min-int fm/mod -> 0 max-int }T

\ Comparisons
T{ 0 0= -> true }T
T{ 1 0= -> false }T
T{ min-int 0= -> false }T
T{ 0 0<> -> false }T
T{ min-int 0<> -> true }T
T{ 0 0< -> false }T
T{ -1 0< -> true }T
T{ min-int 0< -> true }T
T{ max-int 0< -> false }T
T{ 0 0> -> false }T
T{ 1 0> -> true }T
T{ min-int 0> -> false }T
T{ 1 1 = -> true }T
T{ -1 1 = -> false }T
T{ 1 1 <> -> false }T
T{ -1 1 <> -> true }T
T{ min-int max-int < -> true }T
T{ max-int min-int < -> false }T
T{ 0 0 < -> false }T
T{ min-int max-int > -> false }T
T{ 1 0 > -> true }T
T{ 0 0 > -> false }T
T{ 0 max-uint u< -> true }T
T{ max-int min-int u< -> true }T
T{ min-int max-int u< -> false }T
T{ 1 1 u< -> false }T
T{ 0 max-uint u> -> false }T
T{ min-int max-int u> -> true }T
T{ 1 1 u> -> false }T
T{ min-int max-int min -> min-int }T
T{ 1 -1 min -> -1 }T
T{ 2 2 min -> 2 }T
T{ min-int max-int max -> max-int }T
T{ 1 -1 max -> 1 }T
T{ 0 0 1 within -> true }T
T{ 1 0 1 within -> false }T
T{ -1 0 1 within -> false }T
T{ 5 5 5 within -> false }T
T{ min-int max-int min-int within -> false }T
T{ max-int max-int min-int within -> true }T
T{ 0 -5 5 within -> true }T
T{ 7 max-uint 5 within -> false }T
T{ 3 max-uint 5 within -> true }T

\ Compiled, so that constants are not all there is
: operands ( n1 n2 -- sum diff prod quot rem flag )
  2dup + >r 2dup - >r 2dup * >r 2dup / >r 2dup mod >r < r> r> r> r> r> ;
T{ 17 5 operands -> 0 2 3 85 12 22 }T
T{ -17 5 operands -> -1 3 -4 -85 -22 -12 }T
: divides ( n1 n2 -- n3 )  ['] / catch if 2drop 999 then ;
T{ 10 3 divides -> 3 }T
T{ 10 0 divides -> 999 }T
T{ min-int -1 divides -> 999 }T
