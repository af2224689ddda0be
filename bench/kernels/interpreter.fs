\ An interpreter of byte code for a machine with a stack and variables: a table of execution tokens.
include common.fs

create machine-stack 64 cells allot
create variables 8 cells allot
variable sp  \ the topmost cell; grows up
variable ip
variable running

: push ( x -- )  cell sp +!  sp @ ! ;
: pop ( -- x )  sp @ @  cell negate sp +! ;
: operand ( -- char )  ip @ c@  1 ip +! ;
: skip-bytes ( n -- )  ip +! ;
: variable# ( -- addr )  operand cells variables + ;

: op-halt ( -- )  false running ! ;
: op-literal ( -- )  operand push ;
: op-load ( -- )  variable# @ push ;
: op-store ( -- )  pop variable# ! ;
: op-add ( -- )  pop pop + push ;
: op-subtract ( -- )  pop pop swap - push ;
: op-multiply ( -- )  pop pop * push ;
: op-and ( -- )  pop pop and push ;
: op-shift-right ( -- )  pop pop swap rshift push ;
: op-less ( -- )  pop pop > push ;
: op-back-if ( -- )  operand pop if negate skip-bytes else drop then ;  \ jumps back by so many bytes
: op-skip-unless ( -- )  operand pop if drop else skip-bytes then ;

create operations
' op-halt ,  ' op-literal ,  ' op-load ,  ' op-store ,  ' op-add ,  ' op-subtract ,
' op-multiply ,  ' op-and ,  ' op-shift-right ,  ' op-less ,  ' op-back-if ,  ' op-skip-unless ,

: step ( -- )  operand cells operations + @ execute ;
: run ( c-addr -- )
  ip !  machine-stack sp !  true running !
  begin running @ while step repeat ;

\ Assembles: each name compiles its code.
: operation ( n "name" -- )  create c, does> c@ c, ;
0 operation halt,     1 operation literal,   2 operation load,  3 operation store,
4 operation add,      5 operation subtract,  6 operation multiply,
7 operation and,      8 operation shift,     9 operation less,
10 operation back-if,  11 operation skip-unless,

\ Variable 0: how many numbers; 1: sum; 2: a number that looks random.
create program
  literal, 0 c,  store, 1 c,
  here
  load, 2 c,  literal, 75 c,  multiply,  literal, 74 c,  add,
  literal, 255 c,  literal, 1 c,  add,  literal, 255 c,  multiply,  literal, 255 c,  add,
  and,  store, 2 c,
  load, 2 c,  literal, 9 c,  shift,  literal, 1 c,  and,  skip-unless, 10 c,
  load, 1 c,  load, 2 c,  literal, 3 c,  shift,  add,  store, 1 c,
  load, 0 c,  literal, 1 c,  subtract,  store, 0 c,
  literal, 0 c,  load, 0 c,  less,  back-if,  here swap - 1+ c,
  halt,

: kernel ( n -- sum )
  dup variables !  variables 2 cells + !
  program run  variables cell+ @ ;

: main ( -- )  size kernel . cr ;
