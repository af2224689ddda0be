\ test run
\ output:
\ | total: -1234 items
\ | TOTAL: -1234 ITEMS
\ | SMETI 4321- :LATOT
create buffer 256 allot
variable used
: reset ( -- )  0 used ! ;
: append ( c-addr u -- )  tuck buffer used @ + swap move used +! ;
: append-char ( char -- )  buffer used @ + c! 1 used +! ;
: append-number ( n -- )  dup abs 0 <# #s rot sign #> append ;
: result ( -- c-addr u )  buffer used @ ;
: upper ( c-addr u -- )  over + swap ?do i c@ dup [char] a [char] { within if 32 - then i c! loop ;
: reversed ( c-addr u -- )  begin dup 1 > while over c@ >r 2dup + 1- c@ >r over r> swap c! 2dup + 1- r> swap c! 2 - swap 1+ swap repeat 2drop ;
: main ( -- )
  reset s" total: " append -1234 append-number bl append-char s" items" append
  result type cr result upper result type cr result reversed result type cr ;
