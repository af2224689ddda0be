\ test compile
: f ( -- )  again ;  \ error: unbalanced-control
