\ test compile
: f ( -- )  loop ;  \ error: unbalanced-control
: g ( -- )  1 +loop ;  \ error: unbalanced-control
