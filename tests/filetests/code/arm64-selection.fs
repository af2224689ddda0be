\ test run
\ What ARM64 does in one instruction where others need several.
\ arm64 element: "ldr x[0-9]+,\[x[0-9]+,x[0-9]+,lsl #3\]"
\ arm64 multiply-add: "madd"
\ arm64 multiply-less: "msub"
\ arm64 field: "ubfx x[0-9]+,x[0-9]+,#8,#5"
\ arm64 half: "ldrsw x[0-9]+,\[x"
\ arm64 inside: "ccmp x[0-9]+,#"
\ arm64 inside: not "csetm [^\n]*\n[^\n]*csetm"
\ arm64 one-more: "cinc|csinc"
\ arm64 one-more: not "csetm"
\ arm64 cleared: "bic"
\ arm64 neighbours: "ldp"
\ arm64 chosen: "tbn?z x[0-9]+,#3|tst x[0-9]+,#8"
\ arm64 long: "ldr x[0-9]+,\.L"
\ arm64 floored: not "bl ffc_div"
\ arm64 half-word: "add w[0-9]+,w[0-9]+,w[0-9]+"
\ arm64 smaller: "fcsel|fcmp"
\ run: table 2 element table 0 element == 30 10
\ run: 10 3 4 multiply-add -1 3 4 multiply-add == 22 11
\ run: 10 3 4 multiply-less == -2
\ run: $1fff field $e0ff field == 31 0
\ run: bytes half bytes 4 + half == -2 1
\ run: 3 inside 0 inside 10 inside 1 inside 9 inside == -1 0 0 -1 -1
\ run: 5 6 one-more 6 5 one-more == 6 6
\ run: 15 5 cleared == 10
\ run: table neighbours == 30
\ run: 8 chosen 7 chosen == 5 7
\ run: long == 81985529216486896
\ run: -7 2 floored 7 -2 floored 7 2 floored -8 2 floored == 1 -4 -1 -4 1 3 0 -4
\ run: $ffffffff 1 half-word -1 -1 half-word == 0 4294967294
\ run: 1e 2e smaller f>s 2e 1e smaller f>s == 1 1
\ run: 1e20 f>s -1e20 f>s 0e 0e f/ f>s -2.7e f>s == -9223372036854775808 -9223372036854775808 -9223372036854775808 -2
\ run: 7 0 5 um/mod 0 1 3 um/mod 1 5 -1 um/mod == 2 1 1 6148914691236517205 6 5
create table 10 , 20 , 30 ,
create bytes -2 l, 1 l,
: element ( addr n -- x )  cells + @ ;
: multiply-add ( a b c -- n )  * + ;
: multiply-less ( a b c -- n )  * - ;
: field ( x -- n )  8 rshift 31 and ;
: half ( addr -- n )  sl@ ;
: inside ( n -- flag )  dup 0> swap 10 < and ;
: one-more ( n n2 -- n3 )  over > if 1+ then ;
: cleared ( x y -- z )  invert and ;
: neighbours ( addr -- n )  dup @ swap cell+ @ + ;
: chosen ( x -- n )  8 and if 5 else 7 then ;
: long ( -- n )  $0123456789abcdf0 ;
: floored ( n d -- r q )  /mod ;
: half-word ( a b -- c )  + $ffffffff and ;
: smaller ( -- ) ( F: a b -- c )  f2dup f< if fdrop else fnip then ;
create kept ' element , ' multiply-add , ' multiply-less , ' field , ' half , ' inside , ' one-more , ' cleared , ' neighbours , ' chosen , ' long , ' floored , ' half-word , ' smaller ,
: main ( -- )  kept @ drop  argc @ 99 = if 1 2 kept argc @ cells + @ execute then ;
main
