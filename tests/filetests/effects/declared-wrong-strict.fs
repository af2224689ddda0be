\ test compile
\ flags: --strict
: f ( n -- n )  drop ;  \ error: effect-mismatch
