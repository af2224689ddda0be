\ test run
\ run: 10 20 30 0 nth == 10 20 30 30
\ run: 10 20 30 2 nth == 10 20 30 10
\ run: 1 2 3 4 deepest == 1 2 3 4 1
: nth ( ... n -- ... x )  pick ;
: deepest ( ... -- ... x )  depth 1- pick ;
