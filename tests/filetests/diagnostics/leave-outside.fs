\ test compile
: f ( -- )  leave ;  \ error: unbalanced-control
