\ TOOLS: words that print for people. What they print is not looked at here; they leave everything as it was.
include tester.fs

create bytes  1 c, 2 c, char A c, 0 c, 255 c,
T{ 7 bytes 5 dump -> 7 }T
T{ bytes 0 dump -> }T
T{ bytes 1 dump bytes 16 dump bytes 17 dump bytes 33 dump -> }T
T{ 2 base ! bytes 101 dump base @ decimal -> 2 }T
T{ bytes c@ bytes 4 + c@ -> 1 255 }T
: dumped ( -- n )  9 bytes 5 dump ;
T{ dumped -> 9 }T
T{ 1 2 .s -> 1 2 }T
T{ 16 base ! 10 .s base @ decimal -> 16 16 }T
T{ 5 bytes ! bytes ? -> }T
T{ words -> }T
