\ Strings on the heap that grow: a cell, at first 0, holds the address of a buffer with length and characters.
\ A buffer has the size of a power of two, so that characters can be appended one by one at no great cost.

: ($size) ( u1 -- u2 )  \ internal
  \ Size of the buffer for u1 characters.
  cell+ 32 begin 2dup u> while 2* repeat nip ;

: $@len ( a-addr -- u )  \ gforth
  \ Length of the string whose cell is at a-addr.
  @ dup if @ then ;

: $@ ( a-addr -- c-addr u )  \ gforth
  \ The string whose cell is at a-addr; empty if the cell is 0.
  @ dup if dup cell+ swap @ else 0 then ;

: $!len ( u a-addr -- )  \ gforth
  \ Change the length of a string. Characters that come in are not set. Throws -59 or -61 if there is no memory.
  {: u cell-address :}
  cell-address @ dup 0= if drop u ($size) allocate throw cell-address ! else
    @ ($size) u ($size) <> if cell-address @ u ($size) resize throw cell-address ! then
  then
  u cell-address @ ! ;

: $init ( a-addr -- )  \ gforth
  \ Let the cell at a-addr hold a new, empty string.
  0 over ! 0 swap $!len ;

: $free ( a-addr -- )  \ gforth
  \ Return the memory of a string; the cell is 0 then.
  dup @ dup if free throw else drop then off ;

: $off ( a-addr -- )  \ gforth
  \ As `$free`.
  $free ;

: $! ( c-addr u a-addr -- )  \ gforth
  \ Store a copy of a string, in place of the string that was there.
  dup @ {: text u cell-address old :}
  cell-address off  u cell-address $!len
  text cell-address @ cell+ u move
  old if old free throw then ;

: $+! ( c-addr u a-addr -- )  \ gforth
  \ Append a string.
  dup $@len {: text u cell-address length :}
  length u + cell-address $!len
  text cell-address @ cell+ length + u move ;

: c$+! ( char a-addr -- )  \ gforth
  \ Append a character.
  dup $@len 1+ over $!len  $@ + 1- c! ;

: $ins ( c-addr u1 a-addr u2 -- )  \ gforth
  \ Insert a string before the character with index u2.
  over $@len {: text u cell-address at length :}
  length u + cell-address $!len
  cell-address @ cell+ at +             ( place )
  dup dup u + length at - move  text swap u move ;

: $del ( a-addr u1 u2 -- )  \ gforth
  \ Delete u2 characters from the one with index u1.
  {: cell-address at u :}
  cell-address $@ at /string            ( c-addr u3 )
  dup u umin to u
  2dup u /string fourth swap move  2drop
  cell-address $@len u - cell-address $!len ;

: $over ( c-addr u1 a-addr u2 -- )  \ gforth
  \ Store a string over the characters from index u2.
  {: text u cell-address at :}
  u at + cell-address $@len umax cell-address $!len
  text cell-address @ cell+ at + u move ;

: $split ( c-addr u char -- c-addr u1 c-addr2 u2 )  \ gforth
  \ What comes before the first char, and what comes behind it.
  {: text u char :}
  text u char scan                      ( c-addr3 u3 )
  text swap u over - swap               ( c-addr3 c-addr u1 u3 )
  >r rot r> dup 1 umin /string ;

: $iter ( i*x a-addr char xt -- j*x )  \ gforth
  \ Execute xt ( c-addr u -- ) for each part of a string between two char.
  {: char xt :}
  $@ begin dup while char $split 2>r xt execute 2r> repeat 2drop ;
