\ test run
\ output:
\ | abcd bacd cabd acbd bcad cbad dbca bdca cdba dcba bcda cbda dacb adcb cdab dcab acdb cadb dabc adbc bdac dbac abdc badc 
create items 4 allot
: swap-items ( u1 u2 -- )  items + swap items + over c@ over c@ swap rot c! swap c! ;
: permute ( u -- )
  dup 0= if drop items 4 type space exit then
  dup 0 do
    dup 1- recurse
    dup 1 and if 0 else i then over 1- swap-items
  loop drop ;
: main ( -- )  4 0 do [char] a i + items i + c! loop  4 permute cr ;
