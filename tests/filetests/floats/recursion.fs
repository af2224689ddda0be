\ test run
\ effect: factorial ( -- ) ( F: r -- r )
\ effect: power ( n -- ) ( F: r -- r )
\ effect: ackermann ( -- ) ( F: r r -- r )
\ effect: down ( n -- ) ( F: ? -- ? )
\ run: 10e factorial f>s == 3628800
\ run: 2e 10 power f>s == 1024
\ run: 2e 3e ackermann f>s == 9
\ run: 4 down fdepth f+ f+ f+ f>s == 4 10
\ run: 7e even? 8e even? == 0 -1
: factorial ( r -- r2 )  fdup 1e f<= if fdrop 1e exit then fdup 1e f- recurse f* ;
: power ( r n -- r2 )
  dup 0= if drop fdrop 1e exit then
  dup 1 and if fdup 1- recurse f* else 2/ recurse fdup f* then ;
: ackermann ( r1 r2 -- r3 )
  fover f0= if 1e f+ fnip exit then
  fdup f0= if fdrop 1e f- 1e recurse exit then
  fover 1e f- frot frot 1e f- recurse recurse ;
\ Leaves as many floats as it is told.
: down ( n -- ??? )  dup 0= if drop exit then dup s>f 1- recurse ;
defer odd?
: even? ( r -- flag )  fdup f0= if fdrop true else 1e f- odd? then ;
: (odd?) ( r -- flag )  fdup f0= if fdrop false else 1e f- even? then ;
' (odd?) is odd?
