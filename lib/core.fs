\ Words of CORE and CORE EXT that need no primitive.
\ A piece ends at a blank line and is compiled only into programs that use one of its names.

: true ( -- flag )  \ core ext
  \ All bits set.
  -1 ;

: false ( -- flag )  \ core ext
  \ No bit set.
  0 ;

32 constant bl ( -- char )  \ core
  \ The space character.

: char+ ( c-addr1 -- c-addr2 )  \ core
  \ Address of the next character.
  1+ ;

: chars ( n1 -- n2 )  \ core
  \ Size of n1 characters in bytes.
  ;

8 constant cell ( -- n )  \ gforth
  \ Size of a cell in bytes.

: decimal ( -- )  \ core
  \ Numbers are read and printed with base ten.
  10 base ! ;

: hex ( -- )  \ core ext
  \ Numbers are read and printed with base sixteen.
  16 base ! ;

: sm/rem ( d n1 -- n2 n3 )  \ core
  \ Remainder n2 with the sign of d and quotient n3, rounded towards zero. Throws -10, -11.
  2dup xor >r over >r                   \ sign of the quotient, of the remainder
  abs >r dabs r> um/mod                 ( u2 u3 ) ( R: q-sign r-sign )
  swap r> 0< if negate then swap
  r> 0< if negate dup 0> else dup 0< then
  if -11 throw then ;

: fm/mod ( d n1 -- n2 n3 )  \ core
  \ Remainder n2 with the sign of n1 and floored quotient n3. Throws -10, -11.
  dup >r 2dup xor >r >r                 ( d ) ( R: n1 q-sign n1 )
  dabs r@ abs um/mod                    ( u2 u3 )
  r> 0< if swap negate swap then
  r> 0< if
    negate dup 0> if -11 throw then
    over if
      dup 1 63 lshift = if -11 throw then
      1- swap r@ swap - swap
    then
  else dup 0< if -11 throw then then
  rdrop ;

: */mod ( n1 n2 n3 -- n4 n5 )  \ core
  \ Remainder and quotient of n1 * n2 / n3 with a double product in between. Throws -10, -11.
  >r m* r> fm/mod ;

: */ ( n1 n2 n3 -- n4 )  \ core
  \ Quotient of n1 * n2 / n3 with a double product in between. Throws -10, -11.
  */mod nip ;

: erase ( addr u -- )  \ core ext
  \ Clear u bytes.
  0 fill ;

: space ( -- )  \ core
  \ Print a space.
  bl emit ;

: spaces ( n -- )  \ core
  \ Print n spaces.
  0 max 0 ?do space loop ;

: hold ( char -- )  \ core
  \ Put a character in front of the pictured output. Throws -17 if there are too many.
  (hld) @ 1- dup (hold) < if -17 throw then
  dup (hld) ! c! ;

: holds ( c-addr u -- )  \ core ext
  \ Put a string in front of the pictured output. Throws -17 if there are too many characters.
  begin dup while 1- 2dup + c@ hold repeat 2drop ;

: <# ( -- )  \ core
  \ Begin pictured numeric output.
  (hold) 264 + (hld) ! ;

: # ( ud1 -- ud2 )  \ core
  \ Convert the least digit. Throws -17 if there are too many, -10 if the base is 0.
  base @ >r
  0 r@ um/mod -rot r> um/mod -rot       ( low high digit )
  dup 9 > 7 and + [char] 0 + hold ;

: #s ( ud1 -- ud2 )  \ core
  \ Convert all digits, at least one. Throws -17 if there are too many, -10 if the base is 0.
  begin # 2dup or 0= until ;

: #> ( xd -- c-addr u )  \ core
  \ End pictured numeric output: the text.
  2drop (hld) @ (hold) 264 + over - ;

: sign ( n -- )  \ core
  \ Put a minus in front if n is negative.
  0< if [char] - hold then ;

: (u.) ( u -- c-addr u2 )  \ internal
  \ Digits of an unsigned cell: one division a digit.
  <# begin base @ u/mod swap dup 9 > 7 and + [char] 0 + hold dup 0= until 0 #> ;

: (.) ( n -- c-addr u )  \ internal
  \ Digits of a signed cell.
  dup abs (u.) rot 0< if [char] - hold 1+ swap 1- swap then ;

: .r ( n1 n2 -- )  \ core ext
  \ Print n1 right-aligned in n2 characters.
  >r (.) r> over - spaces type ;

: u.r ( u n -- )  \ core ext
  \ Print u right-aligned in n characters.
  >r (u.) r> over - spaces type ;

: dec. ( n -- )  \ gforth
  \ Print with base ten.
  base @ >r decimal . r> base ! ;

: dec.r ( n1 n2 -- )  \ gforth
  \ Print n1 with base ten, at the right of n2 characters.
  base @ >r decimal .r r> base ! ;

: hex. ( u -- )  \ gforth
  \ Print unsigned with base sixteen, after a $.
  [char] $ emit  base @ >r hex u. r> base ! ;

: (digit?) ( char -- u flag )  \ internal
  \ Value of a digit in the current base; 0 false if it is none.
  dup [char] 0 [char] 9 1+ within if [char] 0 - else
    dup [char] a [char] z 1+ within if [char] a - 10 + else
      dup [char] A [char] Z 1+ within if [char] A - 10 + else
        drop -1
  then then then
  dup base @ u< if true else drop false false then ;

: digit? ( char -- u true | false )  \ gforth
  \ Value of a digit in the current base.
  (digit?) dup 0= if nip then ;

: >number ( ud1 c-addr1 u1 -- ud2 c-addr2 u2 )  \ core
  \ Convert digits as far as there are any: ud2 = ud1 * base + digit for each.
  begin dup while
    over c@ (digit?) 0= if drop exit then     ( ud c-addr u digit )
    >r 2swap base @ *  swap base @ um* rot + ( c-addr u ud*base )
    r> 0 d+ 2swap
    1- swap 1+ swap
  repeat ;

: (?dup) ( x -- 0 | x x )  \ internal
  \ ?dup where no branch follows.
  ?dup ;

: abort ( i*x -- )  \ core
  \ Throw -1: the program ends, unless the throw is caught.
  -1 throw ;

: (check-base) ( n -- )  \ internal
  \ After a word whose effect on the base the compiler could not know: it read on with base n.
  base @ <> abort" the number base is not the one that the source was read with" ;

: defer@ ( xt1 -- xt2 )  \ core ext
  \ What the deferred word xt1 executes.
  >body @ ;

: defer! ( xt2 xt1 -- )  \ core ext
  \ Let the deferred word xt1 execute xt2.
  >body ! ;

: quit ( -- )  \ core
  \ End the program as an uncaught throw does.
  -56 throw ;
