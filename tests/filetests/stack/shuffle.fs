\ test run
\ run: 1 dup == 1 1
\ run: 1 2 drop == 1
\ run: 1 2 swap == 2 1
\ run: 1 2 over == 1 2 1
\ run: 1 2 3 rot == 2 3 1
\ run: 1 2 3 -rot == 3 1 2
\ run: 1 2 nip == 2
\ run: 1 2 tuck == 2 1 2
\ run: 1 2 2dup == 1 2 1 2
\ run: 1 2 3 2drop == 1
\ run: 1 2 3 4 2swap == 3 4 1 2
\ run: 1 2 3 4 2over == 1 2 3 4 1 2
\ run: 1 2 3 third == 1 2 3 1
\ run: 1 2 3 4 fourth == 1 2 3 4 1
: nothing ( -- ) ;
