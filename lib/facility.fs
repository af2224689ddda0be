\ FACILITY and FACILITY EXT: the terminal, keys, time and structures.

: at-xy ( u1 u2 -- )  \ facility
  \ Move the cursor to column u1 of row u2, both counted from 0.
  base @ >r decimal
  27 emit [char] [ emit 1+ 0 .r [char] ; emit 1+ 0 .r [char] H emit
  r> base ! ;

: page ( -- )  \ facility
  \ Clear the screen.
  27 emit ." [2J" 0 0 at-xy ;

: key? ( -- flag )  \ facility
  \ True if `key` would not have to wait.
  0 (key-ready) ;

: emit? ( -- flag )  \ facility ext
  \ True: output never has to wait for long.
  true ;

: rows ( -- +n )  \ gforth
  \ Rows of the terminal.
  form drop ;

: cols ( -- +n )  \ gforth
  \ Columns of the terminal.
  form nip ;

: (civil) ( n -- day month year )  \ internal
  \ The date n days after the first of January 1970; years begin in March here, so that leap days come last.
  719468 + 146097 /mod 400 * >r                         ( day of 400 years ) ( R: year )
  dup dup 1460 / - over 36524 / + over 146096 / - 365 /  ( day year )
  dup r> + >r
  dup 365 * over 4 / + swap 100 / - -                   ( day of year )
  dup 5 * 2 + 153 / tuck 153 * 2 + 5 / - 1+ swap        ( day month from 0 )
  dup 10 < if 3 else -9 then +
  r> over 3 < - ;
: time&date ( -- +n1 +n2 +n3 +n4 +n5 +n6 )  \ facility ext
  \ Second, minute, hour, day, month and year of local time.
  utime 1000000 um/mod nip dup (local-offset) +
  86400 /mod >r 60 /mod 60 /mod r> (civil) ;

: cfield: ( n1 "name" -- n2 )  \ facility ext
  \ Define a field of one character.
  1 +field ;

: field: ( n1 "name" -- n2 )  \ facility ext
  \ Define an aligned field of one cell.
  aligned 8 +field ;

: 2field: ( n1 "name" -- n2 )  \ gforth
  \ Define an aligned field of two cells.
  aligned 16 +field ;

: ffield: ( n1 "name" -- n2 )  \ floating ext
  \ Define an aligned field of one float.
  aligned 8 +field ;

: sffield: ( n1 "name" -- n2 )  \ floating ext
  \ Define an aligned field of one float of 32 bits.
  3 + -4 and 4 +field ;

: dffield: ( n1 "name" -- n2 )  \ floating ext
  \ Define an aligned field of one float of 64 bits.
  aligned 8 +field ;

: wfield: ( n1 "name" -- n2 )  \ gforth
  \ Define an aligned field of 16 bits.
  1+ -2 and 2 +field ;

: lfield: ( n1 "name" -- n2 )  \ gforth
  \ Define an aligned field of 32 bits.
  3 + -4 and 4 +field ;

: xfield: ( n1 "name" -- n2 )  \ gforth
  \ Define an aligned field of 64 bits.
  aligned 8 +field ;
