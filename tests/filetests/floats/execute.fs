\ test run
\ effect: known ( -- ) ( F: r r -- r )
\ effect: apply ( ? -- ? ) ( F: ? -- ? )
\ run: 3e 4e known f>s == 12
\ run: 3e 4e ['] f* apply f>s == 12
\ run: 3e 4e ['] fdup apply f* f* f>s == 48
\ run: 2e ['] one apply ['] one apply fdepth f>s f>s f>s == 3 1 1 2
\ run: 0 5e act f>s == 10
\ run: 1 5e act f>s == 4
\ run: 2 5e act f>s fdepth == 25 0
\ run: 1e 2e 3e 4e 5e 6e 7e 8e ['] eight apply f>s == 36
\ run: ['] quarter apply f>s bits == 0 4598175219545276416
include bits.fs
: known ( r1 r2 -- r3 )  ['] f* execute ;
: apply ( xt -- ??? )  execute ;
: one ( -- r )  1e ;
: double ( r -- r2 )  2e f* ;
: less ( r -- r2 )  1e f- ;
: square ( r -- r2 )  fdup f* ;
create actions ' double , ' less , ' square ,
: act ( n r -- r2 )  cells actions + @ execute ;
: eight ( r1 r2 r3 r4 r5 r6 r7 r8 -- r )  f+ f+ f+ f+ f+ f+ f+ ;
: quarter ( -- r r2 )  0.25e fdup ;
