\ The Mandelbrot set in characters. Floats have a stack of their own; while a point is iterated all of them
\ are in registers, though the words below take and leave them on the stack.

 76 constant columns
 24 constant rows
100 constant limit              \ steps after which a point counts as inside

-2.1e fconstant left            \ the part of the plane that is shown
 0.7e fconstant right
-1.2e fconstant bottom
 1.2e fconstant top

: across ( n -- ) ( F: -- r )  s>f  right left f-  f*  columns s>f  f/  left f+ ;
: down ( n -- ) ( F: -- r )  s>f  bottom top f-  f*  rows s>f  f/  top f+ ;

fvariable x                     \ the point c = x + yi
fvariable y

\ z becomes z squared + c.
: step ( F: re im -- re2 im2 )
  fover fover f* 2e f* y f@ f+          ( F: re im im2 )
  frot fdup f*  frot fdup f* f-  x f@ f+
  fswap ;

: far? ( F: re im -- re im ) ( -- flag )
  fover fdup f*  fover fdup f*  f+  4e f< 0= ;

: steps ( -- n )
  0 0e 0e
  begin dup limit < while  far? 0= while  step 1+  repeat then
  fdrop fdrop ;

: shade ( n -- char )
  dup limit = if drop [char] @ exit then
  7 min s"  .:-=+*#" drop + c@ ;

: main ( -- )
  rows 0 do
    i down y f!
    columns 0 do  i across x f!  steps shade emit  loop cr
  loop ;
