\ test compile
argc @ [if] hex 10 . [then]  \ error: unknown-at-compile-time
