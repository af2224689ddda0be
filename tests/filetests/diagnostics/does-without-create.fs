\ test compile
: f ( -- )  does> drop ;
: g ( -- ) ;
f  \ error: does-without-create
