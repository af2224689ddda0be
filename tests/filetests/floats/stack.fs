\ test run
\ run: 1e 2e fswap show2 == 2 1
\ run: 1e fdup show2 == 1 1
\ run: 1e 2e fover show3 == 1 2 1
\ run: 1e 2e 3e frot show3 == 2 3 1
\ run: 1e 2e 3e f-rot show3 == 3 1 2
\ run: 1e 2e fnip f>s == 2
\ run: 1e 2e ftuck show3 == 2 1 2
\ run: 1e 2e fdrop f>s == 1
\ run: 1e 2e 3e fthird f>s show3 == 1 1 2 3
\ run: 1e 2e 3e 4e ffourth f>s fdrop show3 == 1 1 2 3
\ run: 1e 2e f2dup show2 show2 == 1 2 1 2
\ run: 1e 2e 3e 2 fpick f>s 0 fpick f>s 1 fpick f>s show3 == 1 3 2 1 2 3
\ run: fdepth 1e fdepth 2e fdepth fdrop fdrop fdepth == 0 1 2 0
\ run: 1e 2e 3e fclearstack fdepth == 0
: show2 ( r1 r2 -- n1 n2 )  fswap f>s f>s ;
: show3 ( r1 r2 r3 -- n1 n2 n3 )  frot f>s fswap f>s f>s ;
