\ test compile
: check ( flag -- )  abort" not allowed" ;
1 check  \ error: throw
