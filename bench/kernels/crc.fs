\ CRC-32 of a text, n times: a table, bytes and shifts.
include common.fs

65536 constant length
create text length allot

: entry ( n -- x )  8 0 do  dup 1 and  swap 1 rshift  swap if $edb88320 xor then  loop ;
: make-table ( -- )  256 0 do  i entry ,  loop ;
create crcs make-table

: write-text ( -- )  text length bounds do  256 random i c!  loop ;
: crc ( c-addr u -- x )
  $ffffffff -rot bounds ?do
    dup i c@ xor 255 and cells crcs + @  swap 8 rshift xor
  loop  invert $ffffffff and ;

: kernel ( n -- x )
  dup seed !  write-text
  0 swap 0 ?do  text length crc xor  dup text i 61 * $ffff and + c!  loop ;

: main ( -- )  size kernel . cr ;
