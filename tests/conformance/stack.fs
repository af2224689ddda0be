\ CORE and CORE EXT: words that reorder the data stack and move cells between it and the return stack.
include tester.fs

T{ 1 2 drop -> 1 }T
T{ 0 drop -> }T
T{ 1 dup -> 1 1 }T
T{ 1 2 over -> 1 2 1 }T
T{ 1 2 swap -> 2 1 }T
T{ 1 2 3 rot -> 2 3 1 }T
T{ 1 2 3 -rot -> 3 1 2 }T
T{ 1 2 nip -> 2 }T
T{ 1 2 tuck -> 2 1 2 }T
T{ 1 2 3 third -> 1 2 3 1 }T
T{ 1 2 3 4 fourth -> 1 2 3 4 1 }T
T{ 1 2 2drop -> }T
T{ 1 2 2dup -> 1 2 1 2 }T
T{ 1 2 3 4 2over -> 1 2 3 4 1 2 }T
T{ 1 2 3 4 2swap -> 3 4 1 2 }T
T{ 0 ?dup -> 0 }T
T{ 1 ?dup -> 1 1 }T
T{ -1 ?dup -> -1 -1 }T
T{ depth depth - -> -1 }T
T{ depth depth swap - -> 1 }T
T{ 0 1 depth nip nip depth 1+ = -> true }T

T{ 1 2 3 4 0 pick -> 1 2 3 4 4 }T
T{ 1 2 3 4 1 pick -> 1 2 3 4 3 }T
T{ 1 2 3 4 3 pick -> 1 2 3 4 1 }T
T{ 1 2 3 4 0 roll -> 1 2 3 4 }T
T{ 1 2 3 4 1 roll -> 1 2 4 3 }T
T{ 1 2 3 4 2 roll -> 1 3 4 2 }T
T{ 1 2 3 4 3 roll -> 2 3 4 1 }T

: to-and-fro >r r> ;
: peek >r r@ r> drop ;
T{ 123 to-and-fro -> 123 }T
T{ 123 peek -> 123 }T
T{ 1 63 lshift to-and-fro -> 1 63 lshift }T

: pair-to-and-fro 2>r r@ 2r> ;
: pair-peek 2>r 2r@ r> r> ;
: pair-order 2>r r> r> ;
: drops >r >r 5 >r rdrop 2rdrop ;
T{ 1 2 pair-to-and-fro -> 2 1 2 }T
T{ 1 2 pair-peek -> 1 2 2 1 }T
T{ 1 2 pair-order -> 2 1 }T
T{ 1 2 3 drops -> 1 }T
: picks ( u -- ) >r 10 11 12 13 r> pick >r 2drop 2drop r> ;
T{ 0 picks 1 picks 2 picks 3 picks -> 13 12 11 10 }T
: rolls ( u -- ) >r 10 11 12 13 r> roll ;
T{ 0 rolls -> 10 11 12 13 }T
T{ 3 rolls -> 11 12 13 10 }T
