\ test compile
\ Errors in definitions are reported together, each at its line.
: f ( -- n )  one-unknown ;  \ error: undefined-word
: g ( -- n )
  1
  two-unknown ;  \ error: undefined-word
: fine ( -- n )  1 ;
: h ( -- )
  three-unknown  \ error: undefined-word
  four-unknown ;  \ error: undefined-word
