\ Words of TOOLS and TOOLS EXT that look at the stack and at memory.

: ? ( a-addr -- )  \ tools
  \ Print the cell at a-addr.
  @ . ;

: .s ( -- )  \ tools
  \ Print the depth of the stack and its topmost nine cells.
  depth dup ." <" 0 .r ." > " 9 min
  begin dup while dup pick . 1- repeat drop ;

: (hex-digit) ( n -- char )  \ internal
  \ The digit for n, which is below sixteen.
  15 and dup 9 > 7 and + [char] 0 + ;

: (hex-byte.) ( char -- )  \ internal
  \ Print two digits and a space.
  dup 4 rshift (hex-digit) emit (hex-digit) emit space ;

: (dump-line) ( addr u -- )  \ internal
  \ Print u bytes, at most sixteen, as numbers and as characters.
  cr over base @ >r hex 12 u.r r> base ! ." : "
  16 0 do
    i over < if over i + c@ (hex-byte.) else 3 spaces then
    i 7 = if ." - " else i 3 and 3 = if space then then
  loop
  0 ?do dup i + c@ dup 32 127 within 0= if drop [char] . then emit loop drop ;

: dump ( addr u -- )  \ tools
  \ Print memory, sixteen bytes a line.
  begin dup 0> while 2dup 16 min (dump-line) 16 - swap 16 + swap repeat 2drop cr ;
