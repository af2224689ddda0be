\ test compile
: f ( -- )
  else  \ error: unbalanced-control
  then  \ error: unbalanced-control
  ;
