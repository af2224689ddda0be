\ Strings: address and length.

: blank ( c-addr u -- )  \ string
  \ Store a space in u characters.
  bl fill ;

: cmove ( c-addr1 c-addr2 u -- )  \ string
  \ Copy u characters from low addresses to high, one by one.
  0 ?do over i + c@ over i + c! loop 2drop ;

: cmove> ( c-addr1 c-addr2 u -- )  \ string
  \ Copy u characters from high addresses to low, one by one.
  begin dup while 1- 2dup + >r third over + c@ r> c! repeat drop 2drop ;

: /string ( c-addr1 u1 n -- c-addr2 u2 )  \ string
  \ Leave out the first n characters.
  tuck - >r + r> ;

: -trailing ( c-addr u1 -- c-addr u2 )  \ string
  \ Leave out spaces at the end.
  begin dup while 2dup + 1- c@ bl <> if exit then 1- repeat ;

: (differ) ( c-addr1 c-addr2 u -- u2 )  \ internal
  \ How many characters are equal before the first that differs, at most u. Cells first, the rest by characters.
  dup >r                                ( c-addr1 c-addr2 rest ) ( R: u )
  begin dup 7 u> while
    >r over @ over @ <> if
      r> begin >r over c@ over c@ = while 1+ swap 1+ swap r> 1- repeat
      2drop r> r> swap - exit
    then
    cell+ swap cell+ swap r> cell -
  repeat
  begin dup while
    >r over c@ over c@ <> if 2drop r> r> swap - exit then
    1+ swap 1+ swap r> 1-
  repeat
  drop 2drop r> ;

: (compare) ( c-addr1 u1 c-addr2 u2 -- n )  \ internal
  \ As `compare`, which looks at the first characters before: mostly they tell, and that is short enough to be inlined.
  {: a1 u1 a2 u2 :}
  a1 a2 u1 u2 umin (differ) {: same :}
  same u1 u2 umin = if u1 u2 u< u1 u2 u> - else a1 same + c@ a2 same + c@ < 1 or then ;

: compare ( c-addr1 u1 c-addr2 u2 -- n )  \ string
  \ 0 if the strings are equal, -1 if the first comes before the second, else 1. A string comes after its beginning.
  {: a1 u1 a2 u2 :}
  u1 if u2 if
    a1 c@ a2 c@ 2dup <> if < 1 or exit then  2drop
  then then
  a1 u1 a2 u2 (compare) ;

: str= ( c-addr1 u1 c-addr2 u2 -- flag )  \ gforth
  \ True if the strings are equal.
  rot over <> if drop 2drop false exit then
  dup >r (differ) r> = ;

: str< ( c-addr1 u1 c-addr2 u2 -- flag )  \ gforth
  \ True if the first string comes before the second.
  compare 0< ;

: string-prefix? ( c-addr1 u1 c-addr2 u2 -- flag )  \ gforth
  \ True if the second string is the beginning of the first.
  rot over u< if drop 2drop false exit then
  dup >r (differ) r> = ;

: string-suffix? ( c-addr1 u1 c-addr2 u2 -- flag )  \ gforth
  \ True if the second string is the end of the first.
  third over u< if 2drop 2drop false exit then
  2swap third over swap - /string drop -rot
  dup >r (differ) r> = ;

: (same-name?) ( c-addr1 u1 c-addr2 u2 -- flag )  \ internal
  \ True if the strings are equal but for upper and lower case.
  rot over <> if drop 2drop false exit then
  0 ?do over i + c@ tolower over i + c@ tolower <> if unloop 2drop false exit then loop
  2drop true ;

: search ( c-addr1 u1 c-addr2 u2 -- c-addr3 u3 flag )  \ string
  \ Look for the second string in the first: from where it begins, and true; or the first string, and false.
  {: a1 u1 a2 u2 :}
  u2 0= if a1 u1 true exit then
  u2 u1 u> if a1 u1 false exit then
  a2 c@ a1 u1 u2 - 1+ bounds            ( first end start )
  begin 2dup u> while
    third over c@ = if
      dup a2 u2 (differ) u2 = if
        nip nip  dup a1 - u1 swap -  true exit
      then
    then
    1+
  repeat
  2drop drop a1 u1 false ;

: scan ( c-addr1 u1 char -- c-addr2 u2 )  \ gforth
  \ Leave out all characters before the first that is char.
  >r begin dup while over c@ r@ <> while 1- swap 1+ swap repeat then rdrop ;

: skip ( c-addr1 u1 char -- c-addr2 u2 )  \ gforth
  \ Leave out all characters at the beginning that are char.
  >r begin dup while over c@ r@ = while 1- swap 1+ swap repeat then rdrop ;

: scan-back ( c-addr u1 char -- c-addr u2 )  \ gforth
  \ Leave out all characters behind the last that is char.
  >r begin dup while 2dup + 1- c@ r@ <> while 1- repeat then rdrop ;

: place ( c-addr1 u c-addr2 -- )  \ gforth
  \ Store a string of at most 255 characters as a counted string at c-addr2.
  2dup 2>r 1+ swap move 2r> c! ;

: +place ( c-addr1 u c-addr2 -- )  \ gforth
  \ Append a string to the counted string at c-addr2.
  2dup c@ + over 2>r                    ( c-addr1 u c-addr2 ) ( R: sum c-addr2 )
  count + swap move 2r> c! ;

: cstring>sstring ( c-addr -- c-addr u )  \ gforth
  \ The string at c-addr, which ends before a byte 0.
  dup begin dup c@ while 1+ repeat over - ;

: toupper ( char1 -- char2 )  \ gforth
  \ Upper case of a letter of ASCII; any other character as it is.
  dup [char] a - 26 u< bl and - ;

: tolower ( char1 -- char2 )  \ gforth
  \ Lower case of a letter of ASCII; any other character as it is.
  dup [char] A - 26 u< bl and + ;

: unescape ( c-addr1 u1 c-addr2 -- c-addr2 u2 )  \ string ext
  \ Copy to c-addr2 with each % doubled, so that `substitute` gives the string.
  dup >r -rot bounds ?do                ( to ) ( R: c-addr2 )
    i c@ 2dup swap c!  dup [char] % = if drop 1+ [char] % then  over c! 1+
  loop
  r@ - r> swap ;
