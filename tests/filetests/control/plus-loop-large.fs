\ test run
\ Steps that take 256 turns through all numbers, signed and unsigned (Forth-2012 F.6.1.0140).
\ run: 0 -1 0 72057594037927936 turns == 256
\ run: 0 0 -1 -72057594037927936 turns == 256
\ run: 0 9223372036854775807 -9223372036854775808 72057594037927936 turns == 256
\ run: 0 -9223372036854775808 9223372036854775807 -72057594037927936 turns == 256
\ run: 0 10 0 9223372036854775807 turns == 1
\ run: 0 -9223372036854775808 0 -9223372036854775807 turns == 2
\ run: constant-step == 256
variable step
: turns ( n limit start step -- n2 )  step !  do 1+ step @ +loop ;
: constant-step ( -- n )  0 9223372036854775807 -9223372036854775808 do 1+ 72057594037927936 +loop ;
