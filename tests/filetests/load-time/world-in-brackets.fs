\ test compile
: f ( -- n )  [ key ] literal ;  \ error: needs-running-program
