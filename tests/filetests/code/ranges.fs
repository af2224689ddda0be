\ test run
\ Checks that the ranges of values decide cost nothing.
\ output: >>>3 <<<
\ x86-64 halves: not "(cqto|idiv|trap)"
\ x86-64 by-index: not "trap"
\ x86-64 by-any: "trap"
\ x86-64 divides?: not "cmov"
\ run: halves by-index == 2450 527
\ run: 7 by-any -7 by-any == 2 -3
\ run: 0 by-any throws -10
\ run: 12 4 divides? -12 5 divides? 12 -4 divides? == -1 0 -1
\ run: 5 0 divides? throws -10
\ run: -9223372036854775808 -1 divides? throws -11
\ run: 20 clamped -20 clamped 300 clamped == 20 0 255
\ run: 9223372036854775807 wraps == 9223372036854775807
\ run: 3 5 bounded 5 3 bounded -1 -2 bounded == 1 0 0
\ run: 5 down 0 down == 15 0
: halves ( -- n )  0 100 0 do i 2/ + loop ;
: by-index ( -- n )  0 60 1 do 360 i / i mod i mod + 360 i mod 0= if 3 + then loop ;
: by-any ( n -- n2 )  20 swap / ;
: divides? ( n1 n2 -- flag )  mod 0= ;
: clamped ( n -- n2 )  0 max 255 min 255 and ;
\ The counter passes the largest number: what is known of it must not say that it only grows.
: wraps ( n -- n2 )  0 swap dup begin dup 0> while 1+ rot 1+ -rot repeat drop swap 1 = if else drop -1 then ;
: bounded ( n limit -- n2 )  over 0< if 2drop 0 exit then < if 1 else 0 then ;
: down ( n -- n2 )  0 swap begin dup while dup 20 swap / rot swap - abs swap 1- repeat drop ;
create kept  ' halves , ' by-index , ' by-any , ' divides? ,
kept @ kept !
6 kept 2 cells + @ execute .
