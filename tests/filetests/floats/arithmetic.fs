\ test run
\ effect: hyp ( -- ) ( F: r r -- r )
\ run: 3e 4e hyp f>s == 5
\ run: 1e 3e f/ bits == 4599676419421066581
\ run: 0.1e 0.2e f+ bits == 4599075939470750516
\ run: 1e 0e f/ bits == 9218868437227405312
\ run: 1e -0e f/ bits == -4503599627370496
\ run: 0e fnegate bits == -9223372036854775808
\ run: -0e 0e f+ bits == 0
\ run: -0e fabs bits == 0
\ run: 0e 0e f/ fdup f= == 0
\ run: 2e fsqrt bits == 4609047870845172685
\ run: 1e308 10e f* 1e 0e f/ f= == -1
\ run: 3e 5e fmin f>s 3e 5e fmax f>s == 3 5
\ run: 5e 3e fmin f>s 5e 3e fmax f>s == 3 5
\ run: 7e 0e 0e f/ fmax f>s 0e 0e f/ 7e fmin f>s == 7 7
\ run: -0e 0e fmax bits 0e -0e fmin bits == -9223372036854775808 -9223372036854775808
\ run: 3e f2* f>s 3e f2/ bits 4e 1/f bits == 6 4609434218613702656 4598175219545276416
\ run: 5e-324 f2/ bits == 0
include bits.fs
: hyp ( r1 r2 -- r3 )  fdup f* fswap fdup f* f+ fsqrt ;
