\ test run
\ Registers in loops: variables that change places, values that calls and inner loops pass by, ways out without a frame.
\ run: 3 1 2 3 4 5 6 7 8 9 turned == 4 5 6 7 8 9 1 2 3
\ run: 0 1 2 3 4 5 6 7 8 9 turned == 1 2 3 4 5 6 7 8 9
\ run: 255 0 0 0 ways == 92
\ run: 100 squares == 338350
\ run: 5 7 crowded == 1220
\ run: 0 12 early == 12
\ run: 5 12 early == 14
\ Nine cells turn once a round: moves through a spare register rather than exchanges.
\ x86-64 turned: not "xchgq"
\ The test comes before the frame is set up, and this way out leaves without one.
\ x86-64 early: "^\tj\w+ .*\n\tpushq"

: turned ( n a b c d e f g h i -- a b c d e f g h i )
  { n a b c d e f g h i }
  n 0 ?do
    a b to a c to b d to c e to d f to e g to f h to g i to h to i
  loop
  a b c d e f g h i ;

: ways ( all columns left right -- n ) { all columns left right }
  columns all = if 1 exit then
  0 columns left or right or invert all and
  begin dup while
    dup dup negate and tuck xor swap { queen }
    all columns queen or left queen or 2* right queen or 2/ recurse
    rot + swap
  repeat drop ;

: square ( n -- n2 )  dup * ;
: squares ( n -- sum )  0 swap 1+ 0 do i ['] square execute + loop ;

\ More values live through the inner loop than there are registers; it uses few of them.
: crowded ( a b -- n )
  { a b } a 1+ a 2 + a 3 + a 4 + a 5 + a 6 + b 1+ b 2 + b 3 + b 4 + { c d e f g h i j k l }
  0 10 0 do
    0 9 0 do 1+ b xor loop
    + c + d + e + f + g + h + i + j + k + l + a + b +
    c 1+ to c d 2 + to d e 3 xor to e
  loop ;

: early ( n m -- n2 )  over if 0 ms 2dup xor 0 ms and 0 ms + 0 ms 1+ 0 ms else nip then ;
