\ CORE, MEMORY: access to memory, data space, the heap; gforth's units of 16 and 32 bits.
include tester.fs

\ Data space
here 1 allot here constant after-one constant before-one
T{ after-one before-one - -> 1 }T
T{ here 1 cells allot here swap - -> 1 cells }T
T{ here 8 allot -8 allot here - -> 0 }T
T{ 1 aligned 0 aligned 8 aligned 9 aligned -> 8 0 8 16 }T
T{ align here dup aligned = -> true }T
T{ here 1 , here swap - -> 1 cells }T
T{ here 1 c, here swap - -> 1 }T
T{ 1 cells 3 cells -> 8 24 }T
T{ 1 chars 3 chars -> 1 3 }T
T{ 0 cell+ 0 char+ cell -> 8 1 8 }T
create data align 11 , 22 , 33 ,
T{ data @ data cell+ @ data 2 cells + @ -> 11 22 33 }T
T{ data 2@ -> 22 11 }T
T{ 5 6 data 2! data @ data cell+ @ -> 6 5 }T
T{ 44 data ! data @ -> 44 }T
T{ 3 data +! data @ -> 47 }T
T{ -50 data +! data @ -> -3 }T
T{ -1 data c! data c@ -> 255 }T
T{ 258 data c! data c@ -> 2 }T
variable v
T{ v @ -> 0 }T
T{ 123 v ! v @ -> 123 }T
T{ v on v @ v off v @ -> true false }T
T{ 17 buffer: buf -> }T
T{ buf dup aligned = -> true }T
T{ buf 17 255 fill buf c@ buf 16 + c@ -> 255 255 }T
T{ buf 17 erase buf c@ buf 16 + c@ -> 0 0 }T
T{ buf 0 255 fill buf c@ -> 0 }T
: fetches ( addr -- x... )  dup c@ swap dup @ swap 2@ ;
T{ 1 2 data 2! data fetches -> 2 2 1 2 }T

\ Moving
create src 1 c, 2 c, 3 c, 4 c, 5 c,
create dst 5 allot
: bytes ( addr -- n... )  5 bounds do i c@ loop ;
T{ src dst 5 move dst bytes -> 1 2 3 4 5 }T
T{ dst dst 1+ 4 move dst bytes -> 1 1 2 3 4 }T
T{ src dst 5 move dst 1+ dst 4 move dst bytes -> 2 3 4 5 5 }T
T{ src dst 0 move dst bytes -> 2 3 4 5 5 }T
T{ dst 2 + 2 char * fill dst bytes -> 2 3 char * char * 5 }T
T{ s" xyz" drop count nip -> char x }T
T{ c" xyz" count s" xyz" compare -> 0 }T

\ gforth: 16 and 32 bits, signs
create units -2 w, 1 w, -3 l, 7 l,
T{ units w@ units sw@ units uw@ -> $fffe -2 $fffe }T
T{ units 2 + w@ units 2 + sw@ -> 1 1 }T
T{ units 4 + l@ units 4 + sl@ units 4 + ul@ -> $fffffffd -3 $fffffffd }T
T{ units 8 + l@ here units - -> 7 12 }T
T{ $12345678 units l! units w@ units 2 + w@ -> $5678 $1234 }T
T{ $abcd units w! units l@ -> $1234abcd }T
T{ $80 c>s $7f c>s $8000 w>s $80000000 l>s $17f c>s -> -128 127 -32768 -2147483648 127 }T
T{ create copied s" abc" mem, copied 3 s" abc" compare -> 0 }T
T{ 1 63 lrotate 1 1 rrotate = -> true }T
T{ $123 0 lrotate $123 0 rrotate $123 64 lrotate -> $123 $123 $123 }T
T{ 3 63 lrotate -> 1 63 lshift 1 or }T
T{ -8 1 arshift 8 3 arshift -> -4 1 }T
T{ max-n min-n max-u -> -1 1 rshift 1 63 lshift -1 }T
T{ 7 2 u/ 7 2 umod -1 2 u/ -> 3 1 max-n }T
T{ 1 -1 umin 1 -1 umax -> 1 -1 }T
T{ 10 1 5 under+ -> 15 1 }T
T{ 100 10 bounds -> 110 100 }T
T{ 5 noop -> 5 }T
create token ' dup ,
T{ 5 token perform -> 5 5 }T
T{ 1 2 3 -rot -> 3 1 2 }T

\ The heap
variable block
variable other
T{ 100 allocate swap block ! -> 0 }T
T{ block @ aligned -> block @ }T
T{ block @ 100 char a fill block @ 99 + c@ -> char a }T
T{ block @ 200 resize swap block ! -> 0 }T
T{ block @ c@ block @ 99 + c@ -> char a char a }T
T{ block @ 20 resize swap block ! -> 0 }T
T{ block @ 19 + c@ -> char a }T
T{ block @ free -> 0 }T
T{ -1 allocate nip 0= -> false }T
T{ 10 allocate swap block ! -> 0 }T
T{ 10 allocate swap other ! -> 0 }T
T{ block @ other @ = -> false }T
T{ block @ -1 resize nip 0= -> false }T
T{ block @ free other @ free -> 0 0 }T
: saves ( -- ior n )  s" saved" save-mem 2dup s" saved" compare >r drop free r> ;
T{ saves -> 0 0 }T
