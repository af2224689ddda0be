\ Words of gforth that are a line in terms of others.

: endif ( -- )  \ gforth
  \ As `then`.
  postpone then ; immediate

: ?dup-if ( x -- | x )  \ gforth
  \ As `?dup if`: what follows has x, unless it is 0.
  postpone ?dup postpone if ; immediate

: ?dup-0=-if ( x -- x | )  \ gforth
  \ As `?dup 0= if`: what follows is for 0, which is gone.
  postpone ?dup postpone 0= postpone if ; immediate

: \G ( -- )  \ gforth
  \ Comment to the end of the line, meant for a glossary.
  postpone \ ; immediate

: needs ( "name" -- )  \ gforth
  \ As `require`.
  require ;

: what's ( "name" -- xt )  \ gforth
  \ As `action-of`.
  postpone action-of ; immediate

: defers ( "name" -- )  \ gforth
  \ Compile what a deferred word executes now; for a new action that goes on with the old one.
  ' defer@ compile, ; immediate compile-only

: lastxt ( -- xt )  \ gforth
  \ As `latestxt`.
  latestxt ;

: 2, ( x1 x2 -- )  \ gforth
  \ Append a pair to data space: x2 first, as `2!` stores it.
  here 2 cells allot 2! ;

: bell ( -- )  \ gforth
  \ Ring the bell of the terminal.
  7 emit ;

: s+ ( c-addr1 u1 c-addr2 u2 -- c-addr3 u3 )  \ gforth
  \ The two strings in a row, on the heap. Throws -59 if there is no memory.
  {: a u b v :}
  u v + allocate throw
  a over u move  b over u + v move  u v + ;
