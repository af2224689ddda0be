\ test run
\ Short branches become conditional moves and arithmetic with flags.
\ x86-64 larger: "cmov"
\ x86-64 larger: not "j[a-z]+ "
\ x86-64 next: not "j[a-z]+ "
\ x86-64 odd: not "j[a-z]+ "
\ x86-64 crc-bit: "cmov"
\ x86-64 crc-bit: not "j[a-z]+ "
\ arm64 crc-bit: "csel"
\ x86-64 replace: "j[a-z]+ "
\ output: >>>4 <<<
\ run: 3 4 larger 4 3 larger -5 -6 larger == 4 4 -5
\ run: 27 next 28 next -3 next == 82 14 -8
\ run: 5 7 odd 5 8 odd == 6 5
\ run: 3 4 up 4 3 up 3 4 down 4 3 down == 5 4 3 3
\ run: 3 4 masked 4 3 masked == 7 0
\ run: 3 4 flags 4 3 flags 4 4 flags == -1 1 0 0 0 -1 0 0 0
\ run: 1 2 3 middle 3 2 1 middle 2 1 3 middle 2 3 1 middle == 2 2 2 2
\ run: 9 cell9 replace cell9 @ 0 cell9 replace cell9 @ == 9 9
\ run: 1 maybe 0 maybe == 1 1 0
\ run: -9223372036854775808 away 9223372036854775807 away 0 away == -9223372036854775808 -9223372036854775807 0
\ run: 12 0 safe-div 12 5 safe-div == 0 2
\ run: 2 fsmaller == 2
\ run: 0 1 crc-bit 1 1 crc-bit 3 6 crc-bit -1 -2 crc-bit == 40961 0 40962 -8194
variable cell9
: larger ( a b -- n )  2dup < if nip else drop then ;
: next ( n -- n2 )  dup 1 and if 3 * 1+ else 2/ then ;
: odd ( n x -- n2 )  1 and if 1+ then ;
: up ( a b -- n )  2dup < if nip 1+ else drop then ;
: down ( a b -- n )  2dup < if 1- then nip dup 0< if drop 0 then ;
: masked ( a b -- n )  2dup < if + else 2drop 0 then ;
: flags ( a b -- f1 f2 f3 )  2dup < if true else false then -rot 2dup < if 1 else 0 then -rot > if -1 else 0 then ;
: order ( a b -- lesser greater )  2dup > if swap then ;
: middle ( a b c -- n )  >r order r> order drop 2dup < if nip else drop then ;
: replace ( x a -- )  over if ! else 2drop then ;
: maybe ( x -- x x | 0 )  dup if dup then ;
: away ( n -- n2 )  dup 0> if negate then ;
: safe-div ( n1 n2 -- n3 )  dup if / else 2drop 0 then ;
: fsmaller ( n -- n2 )  s>f 1e fdup fover f> if fswap then fdrop f>s ;
\ The shift is what both arms have in common.
: crc-bit ( x crc -- crc2 )  tuck xor 1 and if $4002 xor 2/ $8000 or else 2/ $7fff and then ;
\ Execution tokens keep code that is inlined wherever it is called.
create kept  ' larger , ' next , ' odd , ' replace , ' crc-bit ,
kept @ kept !
3 4 kept @ execute .
