\ gforth: words that are a line in terms of others.
include tester.fs

T{ : t1 if 1 else 2 endif ; 0 t1 1 t1 -> 2 1 }T
T{ : t2 ?dup-if 10 + else 20 then ; 0 t2 5 t2 -> 20 15 }T
T{ : t3 ?dup-0=-if 20 else 10 + then ; 0 t3 5 t3 -> 20 15 }T
T{ 1 \G 2 3
   4 -> 1 4 }T

\ ---- conditional compilation ----

T{ [ifdef] dup 1 [else] 2 [then] -> 1 }T
T{ [ifdef] no-such-word 1 [else] 2 [endif] -> 2 }T
T{ [ifundef] dup 1 [else] 2 [endif] -> 2 }T
T{ [ifundef] no-such-word 1 [endif] 3 -> 1 3 }T
T{ false [if] [ifdef] dup 1 [else] 2 [then] 3 [else] [ifundef] dup 4 [endif] 5 [then] -> 5 }T
T{ : t4 [ifdef] dup 1 [else] 2 [then] ; t4 -> 1 }T

\ ---- deferred words ----

defer greet  :noname 1 ; is greet
T{ what's greet execute -> 1 }T
T{ : t5 what's greet execute ; t5 -> 1 }T
: greet-again  defers greet 2 ;
' greet-again is greet
T{ greet -> 1 2 }T
T{ what's greet ' greet-again = -> true }T

\ ---- data space, strings ----

create pairs  1 2 2, 3 4 2,
T{ pairs 2@  pairs 2 cells + 2@ -> 1 2 3 4 }T
T{ pairs @ pairs cell+ @ -> 2 1 }T
: here-moves ( -- n )  here 5 6 2, here swap - ;
T{ here-moves -> 16 }T
: same ( c-addr1 u1 c-addr2 u2 -- flag )  compare 0= ;
T{ s" ab" s" cde" s+ s" abcde" same  s" " s" x" s+ s" x" same  s" " s" " s+ nip -> true true 0 }T
T{ : t6 s" ab" 2dup s+ 2dup s+ ; t6 s" abababab" same -> true }T
T{ :noname 7 ; lastxt = -> true }T
T{ bell -> }T

\ ---- text and numbers ----

create greeting  ," hello"  here constant behind
T{ greeting 6 chars + aligned behind = -> true }T
T{ greeting count s" hello" same -> true }T
create nothing  ," "
T{ nothing c@  nothing count nip  here nothing - -> 0 0 1 cells }T
T{ greeting maxaligned greeting = greeting 1+ maxaligned greeting 1+ cfaligned = -> true true }T
T{ greeting 1+ maxaligned greeting - -> 1 cells }T
T{ here 1 c, maxalign here swap -  here 1 c, cfalign here swap - -> 1 cells 1 cells }T
create copied  s" abc" string,  here constant behind-copy
T{ copied count s" abc" same  copied 4 + behind-copy = -> true true }T
: lay-down ( -- addr )  here s" " string, s" xy" string, ;
T{ lay-down dup count nip swap 1+ count s" xy" same -> 0 true }T
T{ : t7 [ 2 3 + ]l 1+ ; t7 -> 6 }T
: only-compiled 5 ; restrict
T{ : t8 only-compiled ; t8 -> 5 }T
T{ s" only-compiled" find-name name>int -> 0 }T
: length ( n -- u )  dup abs 0 <# #s rot sign #> nip ;
T{ 255 ' length 2 base-execute  255 ' length 16 base-execute  base @ -> 8 2 10 }T
T{ -1 ' length 36 base-execute -> 2 }T
: throws ( -- )  5 throw ;
: throws-in-hex ( -- )  ['] throws 16 base-execute ;
T{ ' throws-in-hex catch base @ -> 5 10 }T
T{ newline s\" \n" same -> true }T
T{ #tab #lf #cr #bell #bs #ff #del #eof -> 9 10 13 7 8 12 127 4 }T
T{ /w /l float -> 2 4 8 }T

T{ 1 2 3 clearstack depth -> 0 }T
T{ 1 2 1e clearstacks depth fdepth -> 0 0 }T
: dotted ( u -- n )  <<# 0 # [char] . hold #s #> nip #>> ;
T{ 1234 dotted -> 5 }T
