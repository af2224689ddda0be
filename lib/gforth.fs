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

: ," ( "ccc<quote>" -- )  \ gforth
  \ Append the text up to the quote to data space, as a counted string, and align data space behind it.
  [char] " parse here over char+ allot place align ;

: ]l ( x -- )  \ gforth
  \ Go on compiling, first of all x: `[ 2 3 + ]l`.
  ] postpone literal ;

: restrict ( -- )  \ gforth
  \ As `compile-only`.
  compile-only ;

: base-execute ( i*x xt u -- j*x )  \ gforth
  \ Execute xt with the number base u; afterwards the base is what it was, also if xt throws.
  base @ >r base ! catch r> base ! throw ;

: newline ( -- c-addr u )  \ gforth
  \ What ends a line.
  s\" \n" ;

2 constant /w ( -- n )  \ gforth
  \ Size of 16 bits in bytes.

4 constant /l ( -- n )  \ gforth
  \ Size of 32 bits in bytes.

8 constant float ( -- n )  \ gforth
  \ Size of a float in bytes.

7 constant #bell ( -- char )  \ gforth
  \ The character that rings the bell.

8 constant #bs ( -- char )  \ gforth
  \ The backspace character.

9 constant #tab ( -- char )  \ gforth
  \ The tabulator.

10 constant #lf ( -- char )  \ gforth
  \ The line feed.

12 constant #ff ( -- char )  \ gforth
  \ The form feed.

13 constant #cr ( -- char )  \ gforth
  \ The carriage return.

127 constant #del ( -- char )  \ gforth
  \ The delete character.

4 constant #eof ( -- char )  \ gforth
  \ What `key` gives at the end of input.

: s, ( c-addr u -- )  \ gforth
  \ Append a string to data space, as a counted string.
  dup c, here swap dup allot move ;

: string, ( c-addr u -- )  \ gforth
  \ As `s,`.
  s, ;

variable warnings ( -- a-addr )  \ gforth
  \ There for programs that switch gforth's warnings `on` and `off`, or ask whether they are on, as they are at first: it
  \ changes nothing.
-1 warnings !

-2050 value (latest-exception) ( -- n )  \ internal
  \ The latest throw code that `exception` made.

: exception ( c-addr u -- n )  \ gforth
  \ A throw code that nobody else has. The text says what it is for: whoever reads the source sees it.
  2drop (latest-exception) 1- dup to (latest-exception) ;

: f>r ( F: r -- ) ( R: -- r )  \ gforth
  \ Move a float to the return stack.
  postpone (f>bits) postpone >r ; immediate compile-only

: fr> ( F: -- r ) ( R: r -- )  \ gforth
  \ Move a float back from the return stack.
  postpone r> postpone (bits>f) ; immediate compile-only

: fr@ ( F: -- r ) ( R: r -- r )  \ gforth
  \ Copy a float from the return stack.
  postpone r@ postpone (bits>f) ; immediate compile-only

: maxaligned ( addr1 -- addr2 )  \ gforth
  \ As `aligned`: what is aligned for a cell is for everything.
  aligned ;

: maxalign ( -- )  \ gforth
  \ As `align`.
  align ;

: cfaligned ( addr1 -- addr2 )  \ gforth
  \ As `aligned`.
  aligned ;

: cfalign ( -- )  \ gforth
  \ As `align`.
  align ;

: char- ( c-addr1 -- c-addr2 )  \ gforth
  \ Address of the character before.
  1- ;

: clearstack ( i*x -- )  \ gforth
  \ Remove all cells from the data stack.
  depth 0 ?do drop loop ;

: clearstacks ( i*x -- ) ( F: i*r -- )  \ gforth
  \ Remove everything from the data stack and the float stack.
  clearstack fclearstack ;

: <<# ( -- )  \ gforth
  \ Begin pictured numeric output that `#>>` ends. It does not nest.
  <# ;

: #>> ( -- )  \ gforth
  \ The text of pictured numeric output is needed no more.
  ;
