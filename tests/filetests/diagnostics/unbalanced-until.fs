\ test compile
: f ( n -- )  until ;  \ error: unbalanced-control
