\ test compile
: f ( -- )  ." no end ;  \ error: unterminated-string
