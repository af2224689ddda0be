\ test run
\ run: 0 0 1 um/mod == 0 0
\ run: 7 0 2 um/mod == 1 3
\ run: 5 1 16 um/mod == 5 1152921504606846976
\ run: -1 0 -1 um/mod == 0 1
\ run: -1 -2 -1 um/mod == -2 -1
\ run: 1 -2 -1 um/mod == 0 -1
\ run: -1 1 um* -1 um/mod == 0 1
\ run: 7 2 u/mod == 1 3
\ run: -1 10 u/mod == 5 1844674407370955161
\ run: 1 -1 u/mod == 1 0
: nothing ( -- ) ;
