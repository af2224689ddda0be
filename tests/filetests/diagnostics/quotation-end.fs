\ test compile
: f ( -- )  1 drop ;] ;  \ error: unbalanced-control
