\ test run
\ run: -1 1 rshift allocate nip 0= == 0
\ run: 0 allocate swap drop == 0
: nothing ( -- ) ;
