\ Colours and attributes of text on a terminal, as gforth's ansi.fs has them: an attribute is a foreground colour in the
\ third hexadecimal digit, a background colour in the second, and bits in the first.

0 constant black ( -- n )  \ gforth
  \ A colour; as the background or foreground, what the terminal has of its own.

1 constant red ( -- n )  \ gforth
  \ A colour.

2 constant green ( -- n )  \ gforth
  \ A colour.

3 constant yellow ( -- n )  \ gforth
  \ A colour.

4 constant blue ( -- n )  \ gforth
  \ A colour.

5 constant brown ( -- n )  \ gforth
  \ A colour.

6 constant cyan ( -- n )  \ gforth
  \ A colour.

7 constant white ( -- n )  \ gforth
  \ A colour.

1 constant bold ( -- attr )  \ gforth
  \ Bold text.

2 constant underline ( -- attr )  \ gforth
  \ Underlined text.

4 constant blink ( -- attr )  \ gforth
  \ Text that blinks.

8 constant invers ( -- attr )  \ gforth
  \ Text with its colours exchanged.

: >bg ( n -- attr )  \ gforth
  \ The attribute with a background colour.
  4 lshift ;

: >fg ( n -- attr )  \ gforth
  \ The attribute with a foreground colour.
  8 lshift ;

: bg> ( attr -- n )  \ gforth
  \ The background colour of an attribute.
  4 rshift 15 and ;

: fg> ( attr -- n )  \ gforth
  \ The foreground colour of an attribute.
  8 rshift 15 and ;

: <a ( -- n1 n2 )  \ gforth
  \ Begin a list of attributes, which `a>` ends.
  -1 0 ;

: a> ( n i*x -- attr )  \ gforth
  \ End a list of attributes: all of them together.
  begin over -1 <> while or repeat nip ;

variable attr ( -- a-addr )  \ gforth
  \ Address of the cell with the attribute that was sent last; -1 before the first.
-1 attr !
: (attribute) ( n flag -- )  \ internal
  if [char] ; emit 0 .r else drop then ;
: attr! ( attr -- )  \ gforth
  \ Show what is printed from now on with this attribute.
  dup attr @ = if drop exit then
  base @ >r decimal
  dup attr !  27 emit ." [0"
  dup fg> 30 + over fg> 0<> (attribute)
  dup bg> 40 + over bg> 0<> (attribute)
  1 over bold and (attribute)
  4 over underline and (attribute)
  5 over blink and (attribute)
  7 swap invers and (attribute)
  [char] m emit
  r> base ! ;

: esc[ ( -- )  \ gforth
  \ Begin a control sequence of the terminal.
  27 emit [char] [ emit ;

: pn ( u -- )  \ gforth
  \ Print u in decimal, with no space behind it: a parameter of a control sequence.
  0 ['] u.r 10 base-execute ;

: ;pn ( u -- )  \ gforth
  \ Print a semicolon and u in decimal: a further parameter of a control sequence.
  [char] ; emit pn ;
