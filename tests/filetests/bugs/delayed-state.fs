\ test run
\ output: >>>.xxx..xx..xx. \n<<<
\ Two states that a loop hands along, of which only the older one is tested: the compiler must come to an end.
: w ( n -- )
  0 1 rot 0 ?do  ( older newer )
    over 1 = if ." x" else over 2 = if ." y" else ." ." then then
    nip i 2 and if 0 else 1 then
  loop 2drop ;
create kept ' w ,  kept @ kept !
13 kept @ execute space cr
