\ test compile
: f ( -- )  1 drop  \ error: unterminated-definition
