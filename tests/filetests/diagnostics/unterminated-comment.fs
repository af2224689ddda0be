\ test compile
( this comment  \ error: unterminated-comment
has no end
