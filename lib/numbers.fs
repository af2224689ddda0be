\ Reading numbers from strings, as the text interpreter reads them.

: (base-prefix) ( c-addr1 u1 base1 -- c-addr2 u2 base2 )  \ internal
  \ Leave out the prefix of a number, # & $ % or 0x, and give the base that it means.
  0 {: a u base n :}
  u if
    a c@ case
      [char] $ of 16 1 endof
      [char] # of 10 1 endof
      [char] & of 10 1 endof
      [char] % of 2 1 endof
      base 0 rot
    endcase to n to base
    n 0= u 2 > and base 34 < and if
      a c@ [char] 0 = a 1+ c@ tolower [char] x = and if 16 to base 2 to n then
    then
  then
  a n + u n - base ;

: (digits) ( c-addr u -- ud flag )  \ internal
  \ Digits in the current base, with dots between or behind them.
  dup 0= if 2drop 0 0 false exit then
  over c@ digit? 0= if 2drop 0 0 false exit then drop
  0 0 2swap begin >number dup while over c@ [char] . = while 1 /string repeat then
  nip 0= ;

: (minus) ( c-addr u -- c-addr2 u2 flag )  \ internal
  \ Leave out a minus, if there is one.
  dup if over c@ [char] - = if 1 /string true exit then then false ;

: s>unumber? ( c-addr u -- ud flag )  \ gforth
  \ As `s>number?`.
  dup 3 = if
    over c@ [char] ' = third 2 + c@ [char] ' = and if drop 1+ c@ 0 true exit then
  then
  (minus) base @ {: negative old :}
  old (base-prefix) base !
  negative 0= if (minus) to negative then
  (digits)  old base !
  negative if >r dnegate r> then ;

: s>number? ( c-addr u -- d flag )  \ gforth
  \ Convert a string to a number; false if it is none. May have a minus, a prefix, and dots; may be a character in quotes.
  s>unumber? ;

: s>number ( c-addr u -- d )  \ gforth
  \ As `s>number?`, for a string that is known to be a number.
  s>number? drop ;

: snumber? ( c-addr u -- 0 | n -1 | d +n )  \ gforth
  \ Convert a string to a single number, or to a double if it has a dot.
  2dup s>number? 0= if 2drop 2drop 0 exit then
  2swap over c@ [char] ' = if 2drop 0 else [char] . scan nip then
  dup 0= if 2drop -1 then ;
