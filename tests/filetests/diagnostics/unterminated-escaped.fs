\ test compile
s\" no end  \ error: unterminated-string
