\ test run
\ output:
\ | 16909060 84281096 
\ | 40 
\ | 9 1 9 3 
\ | 3 3 
\ | 4 2 
\ | 7 
\ | 0 1 1 2 2 3 
\ | 0 1 
\ | throw -10 after 2 
\ | 5 6 7 
\ | 10 9 8 
\ Small loops of a few rounds become straight code.
create bytes 1 c, 2 c, 3 c, 4 c, 5 c, 6 c, 7 c, 8 c,
: big-endian ( addr -- x )  0 swap 4 bounds do  8 lshift i c@ or  loop ;
: main ( -- )  bytes big-endian .  bytes 4 + big-endian . cr ;
main
: weighted ( -- n )  0 5 0 do  bytes i + c@ i * +  loop ;
weighted . cr
: odd ( -- )  4 0 do  i 1 and if i else 9 then .  loop ;
odd cr
\ Values that change places.
: exchanged ( a b -- b a )  3 0 do  swap 1+  loop ;
1 2 exchanged . . cr
: exchanged2 ( a b -- a b )  2 0 do  swap 1+  loop ;
1 3 exchanged2 . . cr
: once ( -- )  8 7 do  i .  loop ;
once cr
: nested ( -- )  3 0 do  2 0 do  j i + .  loop loop ;
nested cr
\ A way out in the middle, a trap.
: leaving ( -- )  5 0 do  i dup 2 = if drop leave then .  loop ;
leaving cr
variable v
: trapping ( n -- )  3 0 do  1 v +!  12 over i - / drop  loop drop ;
: try ( n -- )  0 v !  ['] trapping catch ?dup if ." throw " . drop then ." after " v ? ;
1 try cr
: from ( n -- )  dup 3 + swap do  i .  loop ;
5 from cr
: down ( n -- )  dup 2 - swap do  i .  -1 +loop ;
10 down cr

\ x86-64 big-endian: not "j[a-z]+ "
