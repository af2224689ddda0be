\ XCHAR and XCHAR EXT: characters in UTF-8.
include tester.fs

hex
create room 10 allot
: stored ( xchar -- c-addr u )  room 10 0 fill  room xc!+ room tuck - ;
: same ( c-addr u c-addr2 u2 -- flag )  compare 0= ;

T{ 0 xc-size 7f xc-size 80 xc-size 7ff xc-size -> 1 1 2 2 }T
T{ 800 xc-size ffff xc-size 10000 xc-size 10ffff xc-size -> 3 3 4 4 }T
T{ 41 stored s\" A" same -> true }T
T{ e9 stored s\" \xc3\xa9" same -> true }T
T{ 20ac stored s\" \xe2\x82\xac" same -> true }T
T{ 1f600 stored s\" \xf0\x9f\x98\x80" same -> true }T
T{ 10ffff stored s\" \xf4\x8f\xbf\xbf" same -> true }T

T{ 20ac room 3 xc!+? -rot swap room - -> true 0 3 }T
T{ 20ac room 2 xc!+? -> room 2 false }T
T{ 41 room 1 xc!+? -> room 1+ 0 true }T

T{ 7f stored drop xc@+ nip -> 7f }T
T{ 7f stored drop xc@ 1f600 stored drop xc@ -> 7f 1f600 }T
T{ 80 stored drop xc@+ nip -> 80 }T
T{ 7ff stored drop xc@+ nip -> 7ff }T
T{ ffff stored drop xc@+ nip -> ffff }T
T{ 1f600 stored drop dup xc@+ -rot swap - -> 1f600 4 }T
: fetched ( c-addr u -- xchar 0 | n )  drop ['] xc@+ catch dup 0= if >r nip r> else nip then ;
T{ s\" \x80" fetched -> -4d }T
T{ s\" \xc0\x80" fetched -> -4d }T
T{ s\" \xe2\x82z" fetched -> -4d }T
T{ s\" \xff" fetched -> -4d }T

here  41 xc, 20ac xc,  here over - 2constant appended
T{ appended s\" A\xe2\x82\xac" same -> true }T

: mixed s\" a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80" ;
T{ mixed drop xchar+ mixed drop - -> 1 }T
T{ mixed drop 1+ xchar+ mixed drop - -> 3 }T
T{ mixed drop 3 + xchar+ mixed drop - -> 6 }T
T{ mixed + xchar- mixed drop - -> 6 }T
T{ mixed drop 6 + xchar- mixed drop - -> 3 }T
T{ mixed x-size mixed 1 /string x-size mixed 3 /string x-size mixed 6 /string x-size -> 1 2 3 4 }T
T{ mixed drop 0 x-size  mixed drop 6 + 2 x-size -> 0 2 }T
T{ mixed +x/string nip mixed +x/string +x/string nip -> 9 7 }T
T{ mixed drop 0 +x/string nip -> 0 }T
T{ mixed x\string- nip  mixed x\string- x\string- nip -> 6 3 }T
T{ mixed drop 0 x\string- nip -> 0 }T
T{ mixed -trailing-garbage nip  mixed 1- -trailing-garbage nip  mixed 4 - -trailing-garbage nip -> a 6 6 }T
T{ mixed drop 5 -trailing-garbage nip  mixed drop 0 -trailing-garbage nip -> 3 0 }T

T{ 41 xc-width 300 xc-width 4e00 xc-width 1f600 xc-width ac00 xc-width 10ffff xc-width -> 1 0 2 2 2 1 }T
T{ mixed x-width  mixed drop 0 x-width -> 5 0 }T

T{ <# 20ac xhold e9 xhold 41 xhold 1f600 xhold 0 0 #> s\" \xf0\x9f\x98\x80A\xc3\xa9\xe2\x82\xac" same -> true }T
T{ char é char € char A -> e9 20ac 41 }T
T{ 41 ekey>xchar -> 41 true }T
decimal
