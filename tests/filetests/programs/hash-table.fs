\ test run
\ output:
\ | 1 22 3 0 0 199 77 0 
64 constant buckets
create table buckets cells allot
table buckets cells erase
: hash ( c-addr u -- u2 )  5381 -rot over + swap ?do 33 * i c@ xor loop buckets mod ;
: place-string ( c-addr u -- )  dup c, here over allot swap move align ;
: node ( n c-addr u bucket -- )  here >r  dup @ , r> swap !  rot ,  place-string ;
: bucket ( c-addr u -- addr )  hash cells table + ;
: same? ( c-addr1 u1 c-addr2 u2 -- flag )
  rot over <> if 2drop drop false exit then
  0 ?do over i + c@ over i + c@ <> if 2drop false unloop exit then loop 2drop true ;
: lookup ( c-addr u -- addr | 0 )
  2dup bucket @ begin dup while
    >r 2dup r@ 2 cells + count same? if 2drop r> cell+ exit then r> @
  repeat nip nip ;
: put ( n c-addr u -- )  2dup lookup ?dup if nip nip ! else 2dup bucket node then ;
: get ( c-addr u -- n )  lookup dup if @ then ;
: fill-up ( -- )  200 0 do i dup 0 <# #s [char] k hold #> put loop ;
: main ( -- )
  1 s" one" put 2 s" two" put 3 s" three" put 22 s" two" put
  s" one" get . s" two" get . s" three" get . s" four" get .
  fill-up s" k0" get . s" k199" get . s" k77" get . s" k200" get . cr ;
