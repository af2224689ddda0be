\ test compile
: f {: a b  \ error: unterminated-locals
  a b ;
