\ test compile
: f ( -- )  s" no end ;  \ error: unterminated-string
