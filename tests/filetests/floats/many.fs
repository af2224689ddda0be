\ test run
\ More floats than the registers of the convention, and than there are registers.
\ effect: sum7 ( -- ) ( F: r r r r r r r -- r )
\ effect: seven ( -- ) ( F: -- r r r r r r r )
\ effect: mixed ( n n n n n n n -- n ) ( F: r r r r r r r -- r )
\ run: 1e 2e 3e 4e 5e 6e 7e sum7 f>s == 28
\ run: seven sum7 f>s fdepth == 28 0
\ run: 100e seven sum7 f+ f>s == 128
\ run: 1 2 3 4 5 6 7 seven mixed f>s == 28 28
\ run: twenty f>s == 210
\ run: 5 calls f>s == 140
\ run: ['] seven catch sum7 f>s == 0 28
: sum7 ( r1 r2 r3 r4 r5 r6 r7 -- r )  f+ f+ f+ f+ f+ f+ ;
: seven ( -- r1 r2 r3 r4 r5 r6 r7 )  1e 2e 3e 4e 5e 6e 7e ;
: mixed ( n n n n n n n r r r r r r r -- n r )  + + + + + + sum7 ;
: twenty ( -- r )
  1 s>f 2 s>f 3 s>f 4 s>f 5 s>f 6 s>f 7 s>f 8 s>f 9 s>f 10 s>f
  11 s>f 12 s>f 13 s>f 14 s>f 15 s>f 16 s>f 17 s>f 18 s>f 19 s>f 20 s>f
  19 0 do f+ 1 +loop ;
: calls ( n -- r )  0e 0 do seven sum7 f+ loop ;
