\ FACILITY and FACILITY EXT, with gforth's words for structures, the terminal and time.
include tester.fs

\ Structures.
T{ begin-structure empty end-structure empty -> 0 }T
T{ begin-structure mixed  3 +field m1  cfield: m2  field: m3  2field: m4 end-structure -> }T
T{ mixed 0 m1 0 m2 0 m3 0 m4 -> 32 0 3 8 16 }T
T{ 100 m3 100 m1 -> 108 100 }T
T{ begin-structure small  cfield: s1  wfield: s2  cfield: s3  lfield: s4  cfield: s5  xfield: s6 end-structure -> }T
T{ small 0 s1 0 s2 0 s3 0 s4 0 s5 0 s6 -> 24 0 2 4 8 12 16 }T
T{ begin-structure floats  cfield: f1  ffield: f2  cfield: f3  sffield: f4  cfield: f5  dffield: f6 end-structure -> }T
T{ floats 0 f1 0 f2 0 f3 0 f4 0 f5 0 f6 -> 40 0 8 16 20 24 32 }T
T{ begin-structure nested  mixed +field n1  aligned mixed +field n2 end-structure nested 0 n2 m3 -> 64 40 }T
T{ 0 field: old1 field: old2 constant old-size old-size 0 old2 -> 16 8 }T
create record mixed allot
: fill-record ( -- )  7 record m3 !  8 9 record m4 2! ;
T{ fill-record record m3 @ record m4 2@ -> 7 8 9 }T
: +size ( n1 -- n2 )  mixed + ;
T{ 1 +size -> 33 }T

\ Structures as gforth's struct.fs has them.
T{ struct char% field g1  double% field g2  char% field g3  sfloat% field g4 end-struct g% -> }T
T{ g% 0 g1 0 g2 0 g3 0 g4 -> 8 32 0 8 24 28 }T
T{ g% %size g% %alignment cell% float% dfloat% -> 32 8 8 8 8 8 8 8 }T
T{ here drop 1 allot g% %allot dup 7 and swap 32 + here = -> 0 true }T
T{ 1 allot g% %align here 7 and -> 0 }T
T{ g% %alloc free g% %allocate swap free -> 0 0 0 }T
T{ 5 4 naligned 8 4 naligned -> 8 8 }T

\ The terminal: what is sent to it. There is none here.
T{ 5 7 at-xy page cr -> }T
T{ form -> 24 80 }T
T{ rows cols -> 24 80 }T
T{ emit? -> true }T

\ At the end of input there is a key, control-D.
T{ key ekey -> 4 4 }T
T{ key? ekey? -> true true }T
T{ char A ekey>char -> char A true }T
T{ k-left ekey>char -> k-left false }T
T{ char A ekey>fkey k-f1 k-shift-mask or ekey>fkey -> char A false k-f1 k-shift-mask or true }T
T{ k-right k-up k-down k-home k-end k-prior k-next k-insert k-delete -> k-left 1+ dup 1+ dup 1+ dup 1+ dup 1+ dup 1+ dup 1+ dup 1+ dup 1+ }T
T{ k-f1 k-f2 k-f3 k-f4 k-f5 k-f6 -> k-delete 1+ dup 1+ dup 1+ dup 1+ dup 1+ dup 1+ }T
T{ k-f7 k-f8 k-f9 k-f10 k-f11 k-f12 -> k-f6 1+ dup 1+ dup 1+ dup 1+ dup 1+ dup 1+ }T
T{ k-shift-mask k-ctrl-mask k-alt-mask or or k-f12 and -> 0 }T

\ Time.
: seconds ( -- n )  utime 1000000 um/mod nip ;
T{ seconds ntime 1000000000 um/mod nip swap - 600 u< -> true }T
T{ time&date 2025 2200 within swap 1 13 within and swap 1 32 within and nip nip nip -> true }T
T{ time&date 2drop drop 24 u< swap 60 u< and swap 61 u< and -> true }T
T{ seconds 20 ms seconds swap - 600 u< -> true }T
