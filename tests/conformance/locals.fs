\ LOCALS and LOCALS EXT, and gforth's `{`.
include tester.fs

: difference {: a b -- c :} a b - ;
T{ 7 4 difference -> 3 }T
: uninitialized {: a | b c -- :} a to b b 1+ to c a b c ;
T{ 5 uninitialized -> 5 5 6 }T
: begins-as-zero {: | a b -- :} a b ;
T{ begins-as-zero -> 0 0 }T
: no-locals {: :} 5 ;
T{ no-locals -> 5 }T
: only-results {: -- a b :} 1 2 ;
T{ only-results -> 1 2 }T
: over-lines {: a
  b
  | c
  -- d :} a b + to c c ;
T{ 1 2 over-lines -> 3 }T
: case-blind {: Name :} NAME name + ;
T{ 4 case-blind -> 8 }T
: shadows-word {: dup :} dup dup + ;
T{ 4 shadows-word -> 8 }T
: in-loop {: n | sum :} n 0 ?do sum i + to sum loop sum ;
T{ 5 in-loop 0 in-loop -> 10 0 }T
: twice-declared {: a :} a 1+ {: b :} a b ;
T{ 5 twice-declared -> 5 6 }T
: return-stack-below >r {: a b :} a b r> ;
T{ 1 2 3 return-stack-below -> 1 2 3 }T
: recursive {: n :} n 0= if 0 else n 1- recurse n + then ;
T{ 10 recursive -> 55 }T
: exits {: a :} a 0< if -1 exit then a ;
T{ -5 exits 5 exits -> -1 5 }T
: with-quotation {: a :} a [: 5 ;] execute + ;
T{ 3 with-quotation -> 8 }T
: does-local {: x :} create x , does> @ {: y :} y y ;
T{ 7 does-local seven seven -> 7 7 }T
T{ :noname {: a b :} b a ; 1 2 rot execute -> 2 1 }T

: olds locals| a b | a b ;
T{ 1 2 olds -> 2 1 }T
: old-eight locals| a b c d e f g h | a b c d e f g h ;
T{ 1 2 3 4 5 6 7 8 old-eight -> 8 7 6 5 4 3 2 1 }T
: old-stores locals| a b | a b + to a a b ;
T{ 1 2 old-stores -> 3 1 }T
: old-none locals| | 5 ;
T{ old-none -> 5 }T

: my-locals ( "names" -- )
  begin bl word count over c@ [char] | - over 1 - or while (local) repeat
  2drop 0 0 (local) ; immediate
: mine my-locals x y | x y - ;
T{ 3 10 mine -> 7 }T
: one-local s" q" (local) 0 0 (local) ; immediate
: uses-one one-local q q * ;
T{ 7 uses-one -> 49 }T

: braces { a b -- n } a b - ;
T{ 7 4 braces -> 3 }T
: braces-fresh { a | b } a to b b ;
T{ 7 braces-fresh -> 7 }T
: typed { w: a d: b c: c } b a c ;
T{ 1 2. 3 typed -> 2. 1 3 }T
: double-stores { d: a } 5. to a a ;
T{ 1. double-stores -> 5. }T
: double-fresh { | d: a } a ;
T{ double-fresh -> 0. }T
: adds { a d: b } 3 +to a 4. +to b a b ;
T{ 1 2. adds -> 4 6. }T
: float-local {: n f: r d: d -- :} r f>s n + d ;
T{ 3 7. 5e float-local -> 8 7. }T
: float-stores { f: r } r 2e f* to r 1e +to r r f>s ;
T{ 5e float-stores -> 11 }T
: float-fresh {: | f: r :} r f>s ;
T{ float-fresh -> 0 }T
