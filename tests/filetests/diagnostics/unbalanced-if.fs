\ test compile
: f ( n -- )  if 1 drop ;  \ error: unbalanced-control
