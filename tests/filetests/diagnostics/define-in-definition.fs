\ test compile
: f ( -- )  [ 5 constant five ] five drop ;
: g ( -- )  [ create table 1 , ] table drop ;
: h ( -- )  undefined-here ;  \ error: undefined-word
