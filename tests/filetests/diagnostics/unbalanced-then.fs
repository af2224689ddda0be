\ test compile
: f ( -- )  1 drop then ;  \ error: unbalanced-control
