\ test compile
argc @ [if] 1 .  \ error: unterminated-conditional
