\ Structures as gforth had them before the standard did: a type is its alignment and its size.

: naligned ( n1 n2 -- n3 )  \ gforth
  \ Round n1 up to a multiple of n2, a power of two.
  1- tuck + swap invert and ;

: struct ( -- align n )  \ gforth
  \ Begin a structure: the type of nothing.
  1 0 ;

: field ( align1 n1 align2 n2 "name" -- align3 n3 )  \ gforth
  \ Define a field of the second type, at the end of the first.
  >r rot over max >r naligned r> swap r> +field ;

: end-struct ( align n "name" -- )  \ gforth
  \ End a structure: the name gives its type.
  over naligned >r >r : r> postpone literal r> postpone literal postpone ; ;

: char% ( -- align n )  \ gforth
  \ Type of a character.
  1 1 ;

: cell% ( -- align n )  \ gforth
  \ Type of a cell.
  8 8 ;

: double% ( -- align n )  \ gforth
  \ Type of a pair of cells.
  8 16 ;

: float% ( -- align n )  \ gforth
  \ Type of a float.
  8 8 ;

: dfloat% ( -- align n )  \ gforth
  \ Type of a float of 64 bits.
  8 8 ;

: sfloat% ( -- align n )  \ gforth
  \ Type of a float of 32 bits.
  4 4 ;

: %size ( align n -- n )  \ gforth
  \ Size of a type.
  nip ;

: %alignment ( align n -- align )  \ gforth
  \ Alignment of a type.
  drop ;

: %align ( align n -- )  \ gforth
  \ Align data space for a type.
  drop here swap naligned here - allot ;

: %allot ( align n -- addr )  \ gforth
  \ Allot aligned data space for a type.
  tuck %align here swap allot ;

: %allocate ( align n -- addr ior )  \ gforth
  \ Allocate memory for a type.
  nip allocate ;

: %alloc ( align n -- addr )  \ gforth
  \ Allocate memory for a type. Throws if there is none.
  %allocate throw ;
