\ test run
\ output:
\ | 0 3 6 9 
\ | 0 3 6 9 
\ | 9 
\ | 9 
\ | 10 13 16 19 22 25 28 31 34 37 40 43 ...
\ | 10 13 16 19 22 25 28 31 34 37 40 43 ...
\ | 9223372036854775805 -9223372036854775808 
\ | 9223372036854775805 -9223372036854775808 
\ | 5 6 
\ | 5 6 
\ | -1 
\ | -1 
\ | 3 2 1 0 
\ | 3 2 1 0 
\ | 4 
\ | 4 
\ | 0 -1 -2 -3 -4 -5 -6 -7 -8 -9 -10 -11 ...
\ | 0 -1 -2 -3 -4 -5 -6 -7 -8 -9 -10 -11 ...
\ | -9223372036854775807 -9223372036854775808 9223372036854775807 
\ | -9223372036854775807 -9223372036854775808 9223372036854775807 
\ | 3 1 
\ | 3 1 
\ | 4 2 0 
\ | 4 2 0 
\ | 0 
\ | 0 
\ | -9223372036854775808 -1 
\ | -9223372036854775808 -1 
\ | 7 
\ | 7 
\ | 1 1 1 1 1 1 1 1 1 1 1 1 ...
\ | 1 1 1 1 1 1 1 1 1 1 1 1 ...
\ | 0 4 8 10 5 0 3 
\ A step that is known makes the test of `+loop` one comparison, at any place of the ring of numbers.

\ The first number is how often the body may run before this is taken for a loop without end.
variable left
: trace ( i -- )  . -1 left +! left @ 0= throw ;
: max-n ( -- n )  -1 1 rshift ;
: min-n ( -- n )  -1 1 rshift invert ;

: up3 ( limit start -- )  do i trace 3 +loop ;
: up1 ( limit start -- )  do i trace 1 +loop ;
: down1 ( limit start -- )  do i trace -1 +loop ;
: down2 ( limit start -- )  do i trace -2 +loop ;
: huge ( limit start -- )  do i trace max-n +loop ;
: least ( limit start -- )  do i trace min-n +loop ;
: still ( limit start -- )  do i trace 0 +loop ;
: any ( limit start step -- )  -rot do i trace dup +loop drop ;
: fixed ( -- )  10 0 do i . 4 +loop  0 10 do i . -5 +loop  3 3 do i . -1 +loop ;

: try ( limit start xt -- )  12 left !  catch if 2drop ." ..." then cr ;
: both ( limit start step xt -- )
  >r 2 pick 2 pick r> try
  12 left !  ['] any catch if 2drop drop ." ..." then cr ;

10 0 3 ' up3 both
10 9 3 ' up3 both
10 10 3 ' up3 both
min-n 1+ max-n 2 - 3 ' up3 both
7 5 1 ' up1 both
0 -1 1 ' up1 both
0 3 -1 ' down1 both
4 4 -1 ' down1 both
1 0 -1 ' down1 both
max-n min-n 1+ -1 ' down1 both
0 3 -2 ' down2 both
0 4 -2 ' down2 both
5 0 max-n ' huge both
5 min-n max-n ' huge both
5 7 min-n ' least both
5 1 0 ' still both
fixed cr

\ x86-64 down1: not "xor"
\ x86-64 up3: not "xor"
\ x86-64 any: "xor"
