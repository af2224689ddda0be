\ test run
\ Doubles of both kinds, aligned and not, in several bases; the least one too.
\ output:
\ | 0 1 -1 18446744073709551616 -18446744073709551617 -170141183460469231731687303715884105728 
\ | 0 1 340282366920938463463374607431768211455 170141183460469231731687303715884105728 
\ | |  12| -12|-12345|0|   0|
\ | |  12|340282366920938463463374607431768211455|0|
\ | FF -FF -80000000000000000000000000000000 FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF |   -1010|1010|
: least ( -- d )  0 1 63 lshift ;
: bar ( -- )  ." |" ;
: printed ( -- )
  0. d. 1. d. -1. d. 18446744073709551616. d. -18446744073709551617. d. least d. cr
  0. ud. 1. ud. -1. ud. least ud. cr
  bar 12. 4 d.r bar -12. 4 d.r bar -12345. 2 d.r bar 0. 0 d.r bar 0. 4 d.r bar cr
  bar 12. 4 ud.r bar -1. 4 ud.r bar 0. 0 ud.r bar cr
  hex 255. d. -255. d. least d. -1. ud.  2 base ! bar -10. 8 d.r bar 10. -5 d.r bar cr decimal ;
printed
