\ The FNV-1a hash of n pieces of a text.
include common.fs

4096 constant length
create text length 256 + allot

: write-text ( -- )  text length 256 + bounds do  26 random 'a' + i c!  loop ;
: fnv-1a ( c-addr u -- n )  $cbf29ce484222325 -rot  bounds ?do  i c@ xor  $100000001b3 *  loop ;

: kernel ( n -- hash )
  dup seed !  write-text
  0 swap 0 ?do  text i 255 and +  length  fnv-1a xor  dup 1 and +  loop ;

: main ( -- )  size kernel . cr ;
