\ test compile
: f ( -- )
  begin 1 drop  \ error: unbalanced-control
  ;
