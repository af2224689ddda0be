\ test run
\ Operations on parts of cells and single bits take one instruction where the machine has one.
\ x86-64 count-byte: "add[b] [$]1,"
\ x86-64 set-bit: not "shlq"
\ x86-64 half: "movslq \(%"
\ x86-64 seven-times: not "imul"
\ x86-64 sum2: "adcq"
\ x86-64 less2: "sbbq"
\ run: 7 b c! b count-byte b c@ == 8
\ run: 0 5 set-bit == 33
\ run: 32 69 set-bit == 33
\ run: -1 b ! b half == -1
\ run: 6 seven-times == 42
\ run: -1 5 1 6 sum2 == 0 12
\ run: -1 -6 1 -5 less2 == -1
\ run: -1 -5 1 -5 less2 == 0
create b 1 cells allot
: count-byte ( addr -- )  dup c@ 1+ swap c! ;
: set-bit ( x u -- x2 )  1 swap lshift or 1+ ;
: half ( addr -- n )  sl@ ;
: seven-times ( n -- n2 )  7 * ;
: sum2 ( d1 d2 -- d3 )  d+ ;
: less2 ( d1 d2 -- flag )  d< ;
create kept ' count-byte , ' set-bit , ' half , ' seven-times , ' sum2 , ' less2 ,
: main ( -- )  kept @ drop  argc @ 99 = if 1 kept argc @ cells + @ execute then ;
main
