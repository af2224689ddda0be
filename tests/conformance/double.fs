\ DOUBLE and DOUBLE EXT.
include tester.fs

-1 1 rshift constant max-int
max-int invert constant min-int
-1 max-int 2constant max-2int
0 min-int 2constant min-2int
max-2int d2/ 2constant hi-2int
min-2int d2/ 2constant lo-2int

\ Numbers
T{ 0. -> 0 0 }T
T{ 1. -> 1 0 }T
T{ -1. -> -1 -1 }T
T{ -2. -> -2 -1 }T
T{ $ff. -> 255 0 }T
T{ #10. -> 10 0 }T
T{ %101. -> 5 0 }T
T{ -$10. -> -16 -1 }T
T{ 18446744073709551616. -> 0 1 }T
T{ -18446744073709551616. -> 0 -1 }T
T{ 170141183460469231731687303715884105727. -> max-2int }T
T{ hex ffffffffffffffffffffffffffffffff. decimal -> -1 -1 }T

\ Defining words
T{ 1 2 2constant c12 -> }T
T{ c12 -> 1 2 }T
: cc12 c12 ;
T{ cc12 -> 1 2 }T
T{ -1. 2constant cm1 cm1 -> -1. }T
: make-2constant 2constant ;
T{ 5. make-2constant c5 c5 -> 5. }T
2variable 2v
T{ 0. 2v 2! -> }T
T{ 2v 2@ -> 0. }T
T{ -1 -2 2v 2! 2v 2@ -> -1 -2 }T
T{ 2v @ 2v cell+ @ -> -2 -1 }T
: 2v-set 2v 2! ;
: 2v-get 2v 2@ ;
T{ 7. 2v-set 2v-get -> 7. }T
: lit12 [ 1 2 ] 2literal ;
T{ lit12 -> 1 2 }T
: lit-12 [ -12. ] 2literal ;
T{ lit-12 -> -12. }T
1 2 2value tval
T{ tval -> 1 2 }T
T{ 3 4 to tval tval -> 3 4 }T
: tval-set to tval ;
: tval-get tval ;
T{ 5 6 tval-set tval-get -> 5 6 }T
T{ 7. +to tval tval -> 12 6 }T
: tval-add +to tval ;
T{ -12 0 to tval 13. tval-add tval -> 1 1 }T

\ Sums
T{ 0. 5. d+ -> 5. }T
T{ -5. 0. d+ -> -5. }T
T{ 1. 2. d+ -> 3. }T
T{ -1. 1. d+ -> 0. }T
T{ -1 0 1 0 d+ -> 0 1 }T
T{ max-2int -1. d+ min-2int 1. d+ d+ -> -1. }T
T{ hi-2int 1. d+ 2dup d+ -> 0 min-int }T
T{ 0. 5. d- -> -5. }T
T{ 5. 0. d- -> 5. }T
T{ 0 1 1. d- -> -1 0 }T
T{ 1. -1. d- -> 2. }T
T{ max-2int max-2int d- -> 0. }T
T{ min-2int lo-2int d- -> lo-2int }T
T{ 5 6 2 9 d- -> 3 -3 }T
T{ 2 9 5 6 d- -> -3 2 }T
T{ 1. 4 m+ -> 5. }T
T{ 1. -4 m+ -> -3. }T
T{ -1 0 1 m+ -> 0 1 }T
T{ max-2int -1 m+ -> -2 max-int }T
T{ 0. dnegate -> 0. }T
T{ 1. dnegate -> -1. }T
T{ 0 1 dnegate -> 0 -1 }T
T{ min-2int dnegate -> min-2int }T
T{ max-2int dnegate -> min-2int 1. d+ }T
T{ -1. dabs -> 1. }T
T{ max-2int dabs -> max-2int }T
T{ 0 -5 dabs -> 0 5 }T

\ Shifts
T{ 0. d2* -> 0. }T
T{ -1 0 d2* -> -2 1 }T
T{ min-2int d2* -> 0. }T
T{ hi-2int d2* -> max-2int 1. d- }T
T{ 0. d2/ -> 0. }T
T{ 1. d2/ -> 0. }T
T{ 0 1 d2/ -> min-int 0 }T
T{ -1. d2/ -> -1. }T
T{ min-2int d2/ -> lo-2int }T
T{ 3 1 d2/ -> min-int 1 + 0 }T

\ Comparisons
T{ 0. d0= -> true }T
T{ 1 0 d0= -> false }T
T{ 0 1 d0= -> false }T
T{ min-2int d0= -> false }T
T{ 0. d0< -> false }T
T{ -1 0 d0< -> false }T
T{ 0 min-int d0< -> true }T
T{ -1. d0< -> true }T
T{ 0. d0<> 1. d0<> 0 1 d0<> -> false true true }T
T{ -1. d0> 0. d0> 1. d0> 0 1 d0> -> false false true true }T
T{ -1. d0<= 0. d0<= 1. d0<= -> true true false }T
T{ -1. d0>= 0. d0>= 1. d0>= -> false true true }T
T{ 0. 0. d= -> true }T
T{ 1 2 1 2 d= -> true }T
T{ 1 2 1 3 d= -> false }T
T{ 1 2 2 2 d= -> false }T
T{ 1 2 2 1 d= -> false }T
T{ 1 2 1 2 d<> 1 2 1 3 d<> 1 2 2 2 d<> -> false true true }T
T{ 0. 1. d< -> true }T
T{ 0. 0. d< -> false }T
T{ 1. 0. d< -> false }T
T{ -1. 1. d< -> true }T
T{ 1. -1. d< -> false }T
T{ 0 1 1 0 d< -> false }T
T{ 1 0 0 1 d< -> true }T
T{ -1 0 0 1 d< -> true }T
T{ 1 5 -1 5 d< -> true }T
T{ -1 5 1 5 d< -> false }T
T{ min-2int max-2int d< -> true }T
T{ max-2int min-2int d< -> false }T
T{ 0. 1. d> 1. 0. d> 1. 1. d> -1. 1. d> 0 1 -1 0 d> 1 5 -1 5 d> -> false true false false true false }T
T{ 0. 1. d<= 1. 0. d<= 1. 1. d<= -> true false true }T
T{ 0. 1. d>= 1. 0. d>= 1. 1. d>= -> false true true }T
T{ 1. 1. du< -> false }T
T{ 1. -1. du< -> true }T
T{ -1. 1. du< -> false }T
T{ 0 1 -1 0 du< -> false }T
T{ -1 0 0 1 du< -> true }T
T{ max-2int min-2int du< -> true }T
T{ 1. -1. du> -1. 1. du> 1. 1. du> -> false true false }T
T{ 1. 2. du<= 2. 2. du<= -1. 2. du<= -> true true false }T
T{ 1. 2. du>= 2. 2. du>= -1. 2. du>= -> false true true }T
T{ 1. 2. dmax -> 2. }T
T{ 2. 1. dmax -> 2. }T
T{ -1. 1. dmax -> 1. }T
T{ min-2int max-2int dmax -> max-2int }T
T{ 1. 2. dmin -> 1. }T
T{ 2. -1. dmin -> -1. }T
T{ min-2int max-2int dmin -> min-2int }T
T{ 0 5 -1 4 dmin -> -1 4 }T

\ Products and quotients
T{ 5. 7 11 m*/ -> 3. }T
T{ 5. -7 11 m*/ -> -4. }T
T{ -5. -7 11 m*/ -> 3. }T
T{ 6. 7 -11 abs m*/ -> 3. }T
T{ 0. 7 11 m*/ -> 0. }T
T{ max-2int 2 2 m*/ -> max-2int }T
T{ max-2int max-int max-int m*/ -> max-2int }T
T{ min-2int 5 7 m*/ -> -121529416757478022665490931225631504092. }T
T{ 0 1 1 2 m*/ -> min-int 0 }T
T{ 1. 2. 3. 2rot -> 2. 3. 1. }T
T{ max-2int min-2int 0. 2rot -> min-2int 0. max-2int }T
T{ 1. 2. 2nip -> 2. }T
T{ 1. 2. 2tuck -> 2. 1. 2. }T
T{ 1234 0 d>s -> 1234 }T
T{ -1234 -1 d>s -> -1234 }T
T{ -1 u>d -> -1 0 }T
T{ : d-sum d+ 2dup 2dup d< ; 1. 2. d-sum -> 3. false }T

\ Output
: printed-digits ( d -- c-addr u )  tuck dabs <# #s rot sign #> ;
T{ -18446744073709551617. printed-digits s" -18446744073709551617" compare -> 0 }T
T{ min-2int printed-digits s" -170141183460469231731687303715884105728" compare -> 0 }T
T{ 5. d. -5. 7 d.r 5. ud. 5. 1 ud.r -> }T
