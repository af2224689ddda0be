\ test compile
: w ( -- ) ;
' w >body drop  \ error: not-created
