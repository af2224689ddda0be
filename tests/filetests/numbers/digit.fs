\ test run
\ `digit?` leaves a value only for a digit of the base, in either case.
\ effect: digits ( ? -- ? )
\ run: 2 s" 01 2/" digits == 0 -1 1 -1 0 0 0
\ run: 10 s" 9:@a" digits == 9 -1 0 0 0
\ run: 16 s" 9afAFgG`" digits == 9 -1 10 -1 15 -1 10 -1 15 -1 0 0 0
\ run: 36 s" zZ[{" digits == 35 -1 35 -1 0 0
: digits ( base c-addr u -- ... )  rot base !  bounds ?do i c@ digit? loop  decimal ;
