\ test run
\ output:
\ | -1 0 0 0 -1 
\ | 0 3 6 
\ Strings are equal or not, whichever is longer; of `bounds ?do` behind a test nothing asks again.
: same? ( c-addr1 u1 c-addr2 u2 -- flag )  compare 0= ;
: branches ( c-addr1 u1 c-addr2 u2 -- n )  compare 0= if -1 else 0 then ;
: sum ( c-addr u -- n )  dup if  0 -rot bounds ?do i c@ '0' - + loop  else nip then ;
create kept  ' same? ,  ' sum ,
: same ( c-addr1 u1 c-addr2 u2 -- flag )  kept @ execute ;
: added ( c-addr u -- n )  kept cell+ @ execute ;
: main ( -- )
  s" over" s" over" same .  s" over" s" ove" branches .  s" ov" s" over" same .  s" over" s" ovex" same .  s" " s" " same . cr
  s" " added .  s" 12" added .  s" 123" added . cr  kept @ kept ! ;
main
\ x86-64 sum: "testq"
\ x86-64 sum: not "leaq.*\n\tcmpq"
