\ test compile
: f ( "name" -- )  create
  if  \ error: unbalanced-control
  does> drop ;  \ error: unbalanced-control
