\ test compile
: f ( -- )  [ 5 compile, ] ;  \ error: not-a-token
