\ CORE: conversion of numbers in both directions; gforth's words for that.
include tester.fs

: same ( c-addr u c-addr2 u2 -- flag )  compare 0= ;
: digits ( ud -- c-addr u )  <# #s #> ;
T{ 0. digits s" 0" same -> true }T
T{ 1234. digits s" 1234" same -> true }T
T{ -1 -1 digits s" 340282366920938463463374607431768211455" same -> true }T
T{ hex -1 -1 digits decimal s" FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF" same -> true }T
T{ 5. 2 base ! digits decimal s" 101" same -> true }T
T{ 35. 36 base ! digits decimal s" Z" same -> true }T
T{ <# 1 0 # # #> s" 01" same -> true }T
T{ <# 41 hold 42 hold 0 0 #> s" *)" same -> true }T
T{ <# s" def" holds s" abc" holds 0 0 #> s" abcdef" same -> true }T
T{ <# 5 s>d #s -1 sign #> s" -5" same -> true }T
T{ <# 5 s>d #s 0 sign #> s" 5" same -> true }T
: money ( n -- c-addr u )  dup abs 0 <# # # [char] . hold #s rot sign #> ;
T{ 12345 money s" 123.45" same -> true }T
T{ -5 money s" -0.05" same -> true }T

T{ 0. s" 123" >number nip -> 123. 0 }T
T{ 0. s" 12a" >number nip -> 12. 1 }T
T{ 1. s" 23" >number nip -> 123. 0 }T
T{ 0. s" " >number nip -> 0. 0 }T
T{ 0. s" -1" >number nip -> 0. 2 }T
T{ hex 0. s" fFg" >number decimal nip -> 255. 1 }T
T{ 0. s" 36893488147419103232" >number nip -> 0 2 0 }T

T{ s" 123" s>number? -> 123. true }T
T{ s" -123" s>number? -> -123. true }T
T{ s" $ff" s>number? -> 255. true }T
T{ s" 0xFF" s>number? -> 255. true }T
T{ s" #10" s>number? s" &10" s>number? s" %10" s>number? -> 10. true 10. true 2. true }T
T{ s" 'a'" s>number? -> char a 0 true }T
T{ s" 1.5" s>number? -> 15. true }T
T{ s" " s>number? nip nip s" -" s>number? nip nip s" x" s>number? nip nip s" 1x" s>number? nip nip -> false false false false }T
T{ s" $" s>number? nip nip s" ." s>number? nip nip -> false false }T
T{ s" 5" s>unumber? s" -5" s>unumber? -> 5. true -5. true }T
T{ s" $-5" s>number? s" -$5" s>number? s" --5" s>number? nip nip s" -$-5" s>number? nip nip -> -5. true -5. true false false }T
T{ s" 123" snumber? -> 123 -1 }T
T{ s" -123" snumber? -> -123 -1 }T
T{ s" 123." snumber? 0> -> 123. true }T
T{ s" abc" snumber? -> 0 }T
T{ s" '.'" snumber? -> char . -1 }T
T{ base @ s" $10" s>number? 2drop drop base @ = -> true }T
T{ s" 123" s>number s" -$1f" s>number s" 1.5" s>number -> 123. -31. 15. }T

T{ hex 10 decimal -> 16 }T
T{ #16 $10 %10000 'a' -> 16 16 16 97 }T
T{ -$10 $-10 -> -16 -16 }T
T{ 10 decimal 10 hex a = decimal -> 10 true }T
T{ char A char abc bl -> 65 97 32 }T
: bracketed [char] A [char] abc ;
T{ bracketed -> 65 97 }T
T{ char 7 digit? char x digit? -> 7 true false }T

T{ 5 . -5 . 5 u. 5 3 .r 5 3 u.r hex 1f . decimal 5 hex. 5 dec. -> }T
T{ cr 3 spaces space s" text" type 65 emit -> }T
