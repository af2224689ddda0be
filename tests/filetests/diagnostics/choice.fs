\ test compile
argc @ [if] variable v [then]  \ error: unknown-at-compile-time
