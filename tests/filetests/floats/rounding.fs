\ test run
\ Exact for all values: there is no instruction for it.
\ run: -0e floor bits -0e fceil bits -0e fround bits -0e ftrunc bits == -9223372036854775808 -9223372036854775808 -9223372036854775808 -9223372036854775808
\ run: -0.3e fceil bits -0.3e ftrunc bits -0.5e fround bits 0.3e floor bits == -9223372036854775808 -9223372036854775808 -9223372036854775808 0
\ run: 2.7e four == 2 3 3 2
\ run: -2.7e four == -3 -2 -3 -2
\ run: 2.5e fround f>s 3.5e fround f>s -2.5e fround f>s 0.5e fround f>s == 2 4 -2 0
\ run: 0.49999999999999994e fround bits == 0
\ run: 4503599627370495.5e four == 4503599627370495 4503599627370496 4503599627370496 4503599627370495
\ run: 4503599627370497e four == 4503599627370497 4503599627370497 4503599627370497 4503599627370497
\ run: -9007199254740993e fround 9007199254740992e f+ bits == 0
\ run: 1e300 floor 1e300 f= 1e300 fround 1e300 f= 1e300 fceil 1e300 f= 1e300 ftrunc 1e300 f= == -1 -1 -1 -1
\ run: inf floor inf f= inf fnegate fceil inf fnegate f= inf fround inf f= == -1 -1 -1
\ run: nan floor fdup f= nan fround fdup f= nan ftrunc fdup f= nan fceil fdup f= == 0 0 0 0
include bits.fs
: inf ( -- r )  1e 0e f/ ;
: nan ( -- r )  0e 0e f/ ;
: four ( r -- n1 n2 n3 n4 )  fdup floor f>s fdup fceil f>s fdup fround f>s ftrunc f>s ;
