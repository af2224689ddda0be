\ test compile
\ flags: --strict
: f ( -- n )  0 begin 1+ dup 5 = if exit then repeat ;  \ error: repeat-without-while
