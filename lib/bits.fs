\ Bits, and memory in other units than cells and characters.

: lrotate ( x1 u -- x2 )  \ gforth
  \ Rotate left by u bits (modulo 64).
  2dup lshift -rot negate rshift or ;

: rrotate ( x1 u -- x2 )  \ gforth
  \ Rotate right by u bits (modulo 64).
  2dup rshift -rot negate lshift or ;

: on ( a-addr -- )  \ gforth
  \ Store true.
  true swap ! ;

: off ( a-addr -- )  \ gforth
  \ Store false.
  false swap ! ;

: c>s ( x -- n )  \ gforth
  \ Extend the sign of the lowest 8 bits.
  56 lshift 56 arshift ;

: w>s ( x -- n )  \ gforth
  \ Extend the sign of the lowest 16 bits.
  48 lshift 48 arshift ;

: l>s ( x -- n )  \ gforth
  \ Extend the sign of the lowest 32 bits.
  32 lshift 32 arshift ;

: sw@ ( addr -- n )  \ gforth
  \ Fetch 16 bits at addr, signed.
  w@ w>s ;

: sl@ ( addr -- n )  \ gforth
  \ Fetch 32 bits at addr, signed.
  l@ l>s ;

: uw@ ( addr -- u )  \ gforth
  \ Fetch 16 bits at addr, unsigned.
  w@ ;

: ul@ ( addr -- u )  \ gforth
  \ Fetch 32 bits at addr, unsigned.
  l@ ;

: w, ( x -- )  \ gforth
  \ Append 16 bits to data space.
  here 2 allot w! ;

: l, ( x -- )  \ gforth
  \ Append 32 bits to data space.
  here 4 allot l! ;

: mem, ( addr u -- )  \ gforth
  \ Append a copy of u bytes to data space.
  here over allot swap move ;

: save-mem ( addr1 u -- addr2 u )  \ gforth
  \ Copy u bytes to the heap. Throws -59 if there is no memory.
  dup allocate throw swap 2dup 2>r move 2r> ;

: noop ( -- )  \ gforth
  \ Do nothing.
  ;

: perform ( i*x a-addr -- j*x )  \ gforth
  \ Execute the execution token at a-addr.
  @ execute ;

: u/ ( u1 u2 -- u3 )  \ gforth
  \ Unsigned quotient. Throws -10 if u2 is 0.
  u/mod nip ;

: umod ( u1 u2 -- u3 )  \ gforth
  \ Unsigned remainder. Throws -10 if u2 is 0.
  u/mod drop ;

$7fffffffffffffff constant max-n ( -- n )  \ gforth
  \ The largest signed number.

$8000000000000000 constant min-n ( -- n )  \ gforth
  \ The least signed number.

-1 constant max-u ( -- u )  \ gforth
  \ The largest unsigned number.
