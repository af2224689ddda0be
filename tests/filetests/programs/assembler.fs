\ test run
\ Defining words that define words that compile into a buffer.
\ output:
\ | 10 2 5 2 7 16 2 3 18 1 0 36 
create code 64 allot
variable where
: emit-byte ( n -- )  code where @ + c!  1 where +! ;
: op0 ( n "name" -- )  create c, does> ( -- )  c@ emit-byte ;
: op1 ( n "name" -- )  create c, does> ( n -- )  c@ emit-byte emit-byte ;
: family ( n "name" -- )  create , does> ( n "name" -- )  @ + op0 ;
1 op0 nop,
2 op1 push,
16 family alu:
0 alu: add, 1 alu: sub, 2 alu: mul,
0 op0 halt,
: program ( -- )  0 where !  5 push, 7 push, add, 3 push, mul, nop, halt, ;
create stack 16 cells allot
variable sp
: >s ( n -- )  sp @ ! cell sp +! ;
: s> ( -- n )  cell negate sp +! sp @ @ ;
: binary ( xt -- )  >r s> s> swap r> execute >s ;
: execute-op ( c-addr -- c-addr2 flag )
  count case
    0 of true endof
    1 of false endof
    2 of count >s false endof
    16 of ['] + binary false endof
    17 of ['] - binary false endof
    18 of ['] * binary false endof
    true swap
  endcase ;
: run-code ( -- n )  stack sp ! code begin execute-op until drop s> ;
program
: main ( -- )  where @ . where @ 0 do code i + c@ . loop run-code . cr ;
