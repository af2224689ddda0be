\ test compile
: f ( -- )  repeat ;  \ error: unbalanced-control
