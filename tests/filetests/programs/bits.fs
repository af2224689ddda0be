\ test run
\ output:
\ | 0 8 64 
\ | 9223372036854775808 18374686479671623680 
\ | 24 
\ | 0 1 3 2 6 7 5 4 
\ | 3421780262 
: bits ( u -- n )  0 swap begin dup while dup 1 and rot + swap 1 rshift repeat drop ;
: reverse-bits ( u -- u2 )  0 64 0 do 2* over 1 and or swap 1 rshift swap loop nip ;
: rotate-left ( u n -- u2 )  2dup lshift -rot 64 swap - rshift or ;
: gray ( u -- u2 )  dup 1 rshift xor ;
: crc-step ( crc byte -- crc2 )  xor 8 0 do dup 1 and if 1 rshift $edb88320 xor else 1 rshift then loop ;
: crc ( c-addr u -- u2 )  $ffffffff -rot over + swap ?do i c@ crc-step loop $ffffffff xor ;
: main ( -- )
  0 bits . 255 bits . -1 bits . cr
  1 reverse-bits u. $ff reverse-bits u. cr
  $8000000000000001 4 rotate-left u. cr
  8 0 do i gray . loop cr
  s" 123456789" crc u. cr ;
