\ test run
\ run: 1 2 3 0 pick == 1 2 3 3
\ run: 1 2 3 1 pick == 1 2 3 2
\ run: 1 2 3 2 pick == 1 2 3 1
\ run: 1 2 3 depth-less-1 pick == 1 2 3 1
\ run: 1 2 3 4 index @ pick == 1 2 3 4 2
\ run: 10 20 30 2 nth == 10 20 30 10
variable index  2 index !
: depth-less-1 ( -- n )  depth 1- ;
: nth ( ... n -- ... x )  pick ;
