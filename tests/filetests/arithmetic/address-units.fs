\ test run
\ run: 3 cells == 24
\ run: -1 cells == -8
\ run: 0 cell+ == 8
\ run: cell == 8
\ run: 3 chars == 3
\ run: 7 char+ == 8
\ run: 0 aligned == 0
\ run: 1 aligned == 8
\ run: 8 aligned == 8
\ run: -1 aligned == 0
\ run: 100 5 bounds == 105 100
: nothing ( -- ) ;
