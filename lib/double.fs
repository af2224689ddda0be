\ Doubles: two cells, the high one on top. Flags are masks here, so that none of the comparisons branches.

: d>s ( d -- n )  \ double
  \ The low cell.
  drop ;

: d- ( d1 d2 -- d3 )  \ double
  \ Difference d1 - d2.
  >r swap >r  2dup u< >r -  r> r> + r> - ;

: m+ ( d1 n -- d2 )  \ double
  \ Sum.
  s>d d+ ;

: d2* ( xd1 -- xd2 )  \ double
  \ Shift left by one bit.
  2* over 0< -  swap 2* swap ;

: d2/ ( xd1 -- xd2 )  \ double
  \ Shift right by one bit, keeping the sign.
  dup 2/ >r  63 lshift swap 1 rshift or  r> ;

: d0= ( d -- flag )  \ double
  \ True if zero.
  or 0= ;

: d0<> ( d -- flag )  \ gforth
  \ True if not zero.
  or 0<> ;

: d0< ( d -- flag )  \ double
  \ True if negative.
  nip 0< ;

: d0> ( d -- flag )  \ gforth
  \ True if positive.
  0 0 d> ;

: d0<= ( d -- flag )  \ gforth
  \ True if not positive.
  0 0 d> 0= ;

: d0>= ( d -- flag )  \ gforth
  \ True if not negative.
  nip 0>= ;

: d= ( d1 d2 -- flag )  \ double
  \ True if equal.
  rot xor >r xor r> or 0= ;

: d<> ( d1 d2 -- flag )  \ gforth
  \ True if not equal.
  rot xor >r xor r> or 0<> ;

: d< ( d1 d2 -- flag )  \ double
  \ True if d1 is less than d2.
  rot 2dup > >r = >r u< r> and r> or ;

: d> ( d1 d2 -- flag )  \ gforth
  \ True if d1 is greater than d2.
  rot 2dup < >r = >r u> r> and r> or ;

: d<= ( d1 d2 -- flag )  \ gforth
  \ True if d1 is not greater than d2.
  d> 0= ;

: d>= ( d1 d2 -- flag )  \ gforth
  \ True if d1 is not less than d2.
  d< 0= ;

: du< ( ud1 ud2 -- flag )  \ double ext
  \ True if ud1 is less than ud2, unsigned.
  rot 2dup u> >r = >r u< r> and r> or ;

: du> ( ud1 ud2 -- flag )  \ gforth
  \ True if ud1 is greater than ud2, unsigned.
  rot 2dup u< >r = >r u> r> and r> or ;

: du<= ( ud1 ud2 -- flag )  \ gforth
  \ True if ud1 is not greater than ud2, unsigned.
  du> 0= ;

: du>= ( ud1 ud2 -- flag )  \ gforth
  \ True if ud1 is not less than ud2, unsigned.
  du< 0= ;

: dabs ( d -- ud )  \ double
  \ Absolute value of a double.
  dup 0< if dnegate then ;

: dmin ( d1 d2 -- d3 )  \ double
  \ The lesser.
  2over 2over d> if 2swap then 2drop ;

: dmax ( d1 d2 -- d3 )  \ double
  \ The greater.
  2over 2over d< if 2swap then 2drop ;

: 2rot ( x1 x2 x3 x4 x5 x6 -- x3 x4 x5 x6 x1 x2 )  \ double ext
  \ Rotate the third pair to the top.
  2>r 2swap 2r> 2swap ;

: 2nip ( x1 x2 x3 x4 -- x3 x4 )  \ gforth
  \ Remove the second pair.
  2swap 2drop ;

: 2tuck ( x1 x2 x3 x4 -- x3 x4 x1 x2 x3 x4 )  \ gforth
  \ Copy the top pair below the second.
  2swap 2over ;

: (m*/) ( ud u1 u2 -- u3 ud2 )  \ internal
  \ Remainder and quotient of ud * u1 / u2, with a product of three cells. Throws -10, -11.
  >r tuck um* 2swap um*                 ( high-product low-product ) ( R: u2 )
  swap >r 0 d+                          ( middle high ) ( R: u2 low )
  r> -rot r@ um/mod                     ( low rem quot-high ) ( R: u2 )
  -rot r> um/mod rot ;

: m*/ ( d1 n1 +n2 -- d2 )  \ double
  \ d1 * n1 / n2 with a product of three cells, rounded down. Throws -10 if n2 is 0, -11 if the quotient does not fit.
  third third xor over xor >r           \ the sign
  abs >r abs >r dabs r> r> (m*/)        ( u ud ) ( R: sign )
  rot r> 0< if >r dnegate r> if -1 m+ then else drop then ;

: (d.) ( d -- c-addr u )  \ internal
  \ Digits of a signed double.
  tuck dabs <# #s rot sign #> ;

: d. ( d -- )  \ double
  \ Print a double and a space.
  (d.) type space ;

: d.r ( d n -- )  \ double
  \ Print d right-aligned in n characters.
  >r (d.) r> over - spaces type ;

: ud. ( ud -- )  \ gforth
  \ Print an unsigned double and a space.
  <# #s #> type space ;

: ud.r ( ud n -- )  \ gforth
  \ Print ud right-aligned in n characters.
  >r <# #s #> r> over - spaces type ;

: u>d ( u -- ud )  \ gforth
  \ Extend with zero to a double.
  0 ;
