\ XCHAR: characters of one to four bytes, in UTF-8 (RFC 3629). A malformed one throws -77.

: xc-size ( xchar -- u )  \ xchar
  \ Number of bytes that the character takes in memory.
  dup $80 u< if drop 1 exit then
  dup $800 u< if drop 2 exit then
  $10000 u< if 3 else 4 then ;

: (lead-size) ( char -- u )  \ internal
  \ Number of bytes of the character that begins with this byte.
  dup $c0 u< if drop 1 exit then
  dup $e0 u< if drop 2 exit then
  $f0 u< if 3 else 4 then ;

: (continues?) ( char -- flag )  \ internal
  \ Whether this byte is one of a character that began before it.
  $c0 and $80 = ;

: (six-bits) ( xchar u -- char )  \ internal
  \ The byte that has the six bits from bit u on.
  rshift $3f and $80 or ;

: xc!+ ( xchar xc-addr1 -- xc-addr2 )  \ xchar
  \ Store the character; the address after it.
  over $80 u< if tuck c! 1+ exit then
  over xc-size >r
  $f00 r@ rshift $ff and 2 pick r@ 1- 6 * rshift or  over c! 1+
  r> 1- 0 ?do ( xchar xc-addr )  2dup swap  i' i - 1- 6 *  (six-bits) swap c!  1+ loop
  nip ;

: xc!+? ( xchar xc-addr1 u1 -- xc-addr2 u2 flag )  \ xchar
  \ Store the character if there is room for it in u1 bytes; what is left of them, and whether there was room.
  {: xchar start room :}
  xchar xc-size room u> if start room false exit then
  xchar start xc!+  dup start - room swap - true ;

: xc@ ( xc-addr -- xchar )  \ gforth
  \ The character at an address.
  xc@+ nip ;

: xc, ( xchar -- )  \ xchar
  \ Append the character to data space.
  here over xc-size allot xc!+ drop ;

: (xc-more) ( xc-addr1 xchar1 -- xc-addr2 xchar2 )  \ internal
  \ Six bits more from memory. Throws -77 if the byte there has none.
  6 lshift >r count dup (continues?) 0= if -77 throw then  $3f and r> or ;

: xc@+ ( xc-addr1 -- xc-addr2 xchar )  \ xchar
  \ Fetch the character; the address after it. Throws -77 if it is malformed.
  count dup $80 u< if exit then
  dup $c2 $f5 within 0= if -77 throw then
  dup $e0 u< if $1f and (xc-more) exit then
  dup $f0 u< if $0f and (xc-more) (xc-more) exit then
  $07 and (xc-more) (xc-more) (xc-more) ;

: xchar+ ( xc-addr1 -- xc-addr2 )  \ xchar
  \ Address of the next character.
  dup c@ (lead-size) + ;

: xchar- ( xc-addr1 -- xc-addr2 )  \ xchar ext
  \ Address of the character before.
  begin 1- dup c@ (continues?) 0= until ;

: x-size ( xc-addr u1 -- u2 )  \ xchar
  \ Number of bytes of the first character of a string, as far as the string has them.
  dup if swap c@ (lead-size) umin else nip then ;

: +x/string ( xc-addr1 u1 -- xc-addr2 u2 )  \ xchar ext
  \ The string without its first character.
  2dup x-size /string ;

: x\string- ( xc-addr u1 -- xc-addr u2 )  \ xchar ext
  \ The string without its last character.
  begin dup while 1- 2dup + c@ (continues?) while repeat then ;

: -trailing-garbage ( xc-addr u1 -- xc-addr u2 )  \ xchar ext
  \ The string without a last character of which bytes are missing.
  2dup x\string- nip                    ( xc-addr u1 u3 )
  2 pick over + c@ (lead-size) over +   ( xc-addr u1 u3 end )
  2 pick u> if nip else drop then ;

: (emit-bits) ( xchar u -- )  \ internal
  \ Print the byte that has the six bits from bit u on.
  (six-bits) emit ;

: xemit ( xchar -- )  \ xchar
  \ Print the character.
  dup $80 u< if emit exit then
  dup $800 u< if dup 6 rshift $c0 or emit else
    dup $10000 u< if dup 12 rshift $e0 or emit else
      dup 18 rshift $f0 or emit  dup 12 (emit-bits)
    then  dup 6 (emit-bits)
  then  0 (emit-bits) ;

: xhold ( xchar -- )  \ xchar ext
  \ Put the character in front of the pictured output. Throws -17 if there is too much of it.
  dup $80 u< if hold exit then
  dup xc-size dup >r 1 ?do dup 0 (six-bits) hold 6 rshift loop
  $f00 r> rshift $ff and or hold ;

: (key-bits) ( xchar1 -- xchar2 )  \ internal
  \ Six bits more from standard input.
  6 lshift key $3f and or ;

: (key-rest) ( char -- xchar )  \ internal
  \ The character that begins with this byte; the others are read.
  dup $c0 u< if exit then
  dup $e0 u< if $1f and (key-bits) exit then
  dup $f0 u< if $0f and (key-bits) (key-bits) exit then
  $07 and (key-bits) (key-bits) (key-bits) ;

: xkey ( -- xchar )  \ xchar
  \ Read a character from standard input; 4 at its end.
  key (key-rest) ;

: xkey? ( -- flag )  \ xchar
  \ True if `xkey` need not wait for a character to begin.
  key? ;

: ekey>xchar ( u -- xchar true | u false )  \ xchar ext
  \ The character that a keyboard event stands for, if it stands for one.
  ekey>char dup if >r (key-rest) r> then ;

create (widths) ( -- a-addr )  \ internal
  \ Pairs of cells: the first character of a range, and the columns that it takes on a terminal.
  0 , 1 ,  $300 , 0 ,  $370 , 1 ,  $1100 , 2 ,  $1160 , 1 ,  $1ab0 , 0 ,  $1b00 , 1 ,  $1dc0 , 0 ,  $1e00 , 1 ,
  $200b , 0 ,  $2010 , 1 ,  $20d0 , 0 ,  $2100 , 1 ,  $2e80 , 2 ,  $303f , 1 ,  $3041 , 2 ,  $a4d0 , 1 ,
  $a960 , 2 ,  $a980 , 1 ,  $ac00 , 2 ,  $d7a4 , 1 ,  $f900 , 2 ,  $fb00 , 1 ,  $fe00 , 0 ,  $fe10 , 2 ,
  $fe20 , 0 ,  $fe30 , 2 ,  $fe70 , 1 ,  $ff01 , 2 ,  $ff61 , 1 ,  $ffe0 , 2 ,  $ffe7 , 1 ,  $1f300 , 2 ,
  $1f650 , 1 ,  $1f900 , 2 ,  $1fa00 , 1 ,  $20000 , 2 ,  $3fffe , 1 ,  -1 , 1 ,
: xc-width ( xchar -- u )  \ xchar ext
  \ Columns that the character takes on a terminal: 0, 1 or 2.
  (widths) begin 2dup 2 cells + @ u< 0= while 2 cells + repeat  nip cell+ @ ;

: x-width ( xc-addr u1 -- u2 )  \ xchar ext
  \ Columns that a string takes on a terminal. Throws -77 if a character is malformed.
  0 -rot over + >r                      ( u2 xc-addr ) ( R: end )
  begin dup r@ u< while xc@+ xc-width under+ repeat
  rdrop drop ;
