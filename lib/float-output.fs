\ Floats as text, on top of `represent`. Digits are made in the area of pictured numeric output.

15 value precision ( -- u )  \ floating ext
  \ Number of digits that `f.`, `fe.` and `fs.` print.

: set-precision ( u -- )  \ floating ext
  \ Set the number of digits that `f.`, `fe.` and `fs.` print, from 1 to 250.
  1 umax 250 umin to precision ;

: (fprefix) ( -- flag ) ( F: r1 -- r2 )  \ internal
  \ Print the sign of r1, and its name if it is no number; true if it is one. R2 is without the sign.
  fdup fdup f<> if ." nan " false exit then
  fdup (f>bits) 0< if [char] - emit then fabs
  fdup fdup f- f0= dup 0= if ." inf " then ;

: (zeros) ( n -- )  \ internal
  \ Print n zeros.
  0 max 0 ?do [char] 0 emit loop ;

: (e>) ( n -- c-addr u )  \ internal
  \ An exponent as text, at the end of the area.
  base @ swap decimal (.) rot base ! ;

: f. ( -- ) ( F: r -- )  \ floating ext
  \ Print r without an exponent, and a space. Trailing zeros behind the point are left out.
  (fprefix) 0= if fdrop exit then
  (hold) precision represent 2drop precision            ( n u )
  begin dup while dup 1- (hold) + c@ [char] 0 = while 1- repeat then
  over 0> if 2dup min (hold) swap type 2dup - (zeros) else [char] 0 emit then
  [char] . emit
  over negate (zeros) swap 0 max                        ( u n )
  2dup > if dup (hold) + -rot - type else 2drop then
  space ;

: fs. ( -- ) ( F: r -- )  \ floating ext
  \ Print r in scientific notation, and a space.
  (fprefix) 0= if fdrop exit then
  (hold) precision represent 2drop
  (hold) 1 type [char] . emit (hold) 1+ precision 1- type
  [char] E emit 1- (e>) type space ;

: fe. ( -- ) ( F: r -- )  \ floating ext
  \ Print r in engineering notation, with an exponent that is a multiple of three, and a space.
  (fprefix) 0= if fdrop exit then
  (hold) precision represent 2drop
  1- dup 3 mod tuck - swap 1+                           ( exponent u )  \ u digits before the point
  (hold) over precision min type dup precision - (zeros)
  [char] . emit
  precision min dup (hold) + precision rot - type
  [char] E emit (e>) type space ;

: (fdigit) ( n u -- char )  \ internal
  \ Digit n of the u there are, 0 beyond them.
  over u> if (hold) + c@ else drop [char] 0 then ;

: (exponential) ( c-addr u n1 -- flag ) ( F: r -- )  \ internal
  \ Fill u characters with r, which has the exponent n1; false where they are too few. The point goes
  \ before the last digit does.
  {: a u n | k :}
  begin
    u 2 - n 1- (e>) nip - to k
    k 0< if fdrop false exit then
    fdup (hold) k 1 max represent 2drop
    dup n <> while to n                 \ rounded up: the exponent may have a digit more
  repeat drop fdrop
  (hold) c@ a c! a 1+
  k if [char] . over c! 1+ (hold) 1+ over k 1- move k + 1- then
  [char] E over c! 1+
  n 1- (e>) rot swap move true ;

: f>buf-rdp ( c-addr u1 u2 u3 -- ) ( F: r -- )  \ gforth
  \ Write r to u1 characters, with u2 digits behind the point if that makes at least u3 significant ones and
  \ fits, otherwise with an exponent; asterisks if that does not fit.
  {: a nr nd np | minus n u :}
  a nr blank
  nr 250 > if a nr + 250 - to a  250 to nr then          \ as many digits as there is room for
  nd 0 max to nd
  fdup (f>bits) 0< to minus fabs
  fdup fdup f- f0= 0= if
    fdup fdup f<> if false to minus s" nan" else s" inf" then fdrop
    dup minus - nr > if 2drop a nr [char] * fill exit then
    minus if [char] - a c! then a minus - swap move exit
  then
  fdup (hold) 17 represent 2drop to n
  n nd + np < 0= n 1 max nd + 1+ minus - nr > 0= and if
    n nd + 0 max to u
    fdup (hold) u represent 2drop to n
    u 0= n nd + 0> and if [char] 1 (hold) c! 1 to u then
    n 1 max nd + 1+ minus - nr > 0= if
      fdrop
      n n 1 max - a nr + nd - 1- n 1 max -              ( index at )
      minus if [char] - over 1- c! then
      n 1 max 0 ?do over u (fdigit) over c! 1+ swap 1+ swap loop
      [char] . over c! 1+
      nd 0 ?do over u (fdigit) over c! 1+ swap 1+ swap loop
      2drop exit
    then
  then
  a minus - nr minus + n (exponential) 0= if a nr [char] * fill exit then
  minus if [char] - a c! then ;

: f>str-rdp ( u1 u2 u3 -- c-addr u1 ) ( F: r -- )  \ gforth
  \ As `f>buf-rdp`, in the area of pictured numeric output; 130 characters at most.
  {: nr nd np :}
  nr 130 min to nr                                      \ digits are made at the other end of the area
  (hold) 264 + nr - dup nr nd np f>buf-rdp nr ;

: f.rdp ( u1 u2 u3 -- ) ( F: r -- )  \ gforth
  \ Print r in u1 characters, as `f>buf-rdp` writes it.
  rot dup 130 - spaces -rot f>str-rdp type ;

: f.s ( -- )  \ gforth
  \ Print the depth of the float stack and its floats.
  ." <" fdepth (.) type ." > "
  fdepth 0 ?do fdepth i - 1- fpick 16 5 11 f.rdp space loop ;
