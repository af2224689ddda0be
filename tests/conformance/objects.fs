\ GFORTH: objects, as mini-oof.fs has them.
include tester.fs
include mini-oof.fs

object class
  cell var x
  cell var y
  method total ( point -- n )
  method shift ( n point -- )
end-class point

T{ point new dup total swap = -> true }T
: shift-x ( n point -- )  x +! ;
' shift-x point defines shift
:noname ( point -- n )  dup x @ swap y @ + ; point defines total

point new constant p
T{ 1 p x !  2 p y ! -> }T
T{ p total -> 3 }T
T{ 10 p shift p x @ p y @ p total -> 11 2 13 }T
T{ p x p - p y p - -> 1 cells 2 cells }T

\ What descends has the methods of its parent, until it gets its own.
point class
  cell var weight
  method heavy? ( point -- flag )
end-class stone
: stone-total ( point -- n )  dup [ point :: total ] swap weight @ + ;
' stone-total stone defines total
:noname ( point -- flag )  weight @ 100 > ; stone defines heavy?

stone new constant s
T{ 1 s x !  2 s y !  200 s weight !  -> }T
T{ s total p total -> 203 13 }T
T{ 5 s shift s total  s heavy? -> 208 true }T
T{ p x @ -> 11 }T

\ Which class an object has is seen when the program runs.
: all ( n1 o1 o2 -- n2 )  total >r total r> + + ;
T{ 1000 s p all 1000 p s all -> 1221 1221 }T
: fresh ( n -- o )  stone new  0 over x !  0 over y !  tuck weight ! ;
T{ 7 fresh total 700 fresh heavy? -> 7 true }T
point class end-class same
T{ same new 4 over x ! 5 over y ! total -> 9 }T
