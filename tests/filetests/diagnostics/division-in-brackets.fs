\ test compile
: f ( -- n )  [ 1 0 / ] literal ;  \ error: division-by-zero
