\ test run
\ Two shifts that rotate a cell, or a number of 32 bits, are one instruction.
\ x86-64 rotated: "rolq [$]13,"
\ x86-64 rotated: not "sh[lr]q"
\ x86-64 mixed: "roll [$]25,"
\ x86-64 mixed: not "sh[lr]q"
\ run: 1 rotated == 8192
\ run: -9223372036854775807 rotated == 12288
\ run: 1 number l! number mixed == 1 33554432
\ run: -1 number ! number mixed == 4294967295 4294967295
create number 2 cells allot
: rotated ( x -- x2 )  dup 13 lshift swap 51 rshift or ;
: mixed ( addr -- x x2 )  ul@ dup 25 lshift $ffffffff and over 7 rshift or ;
create kept ' rotated , ' mixed ,
: main ( -- )  kept @ drop  argc @ 99 = if 1 kept argc @ cells + @ execute then ;
main
