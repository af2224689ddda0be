\ test compile
: f ( n -- )  while ;  \ error: unbalanced-control
