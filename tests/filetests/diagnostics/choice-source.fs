\ test compile
argc @ [if] >in @ . [then]  \ error: unknown-at-compile-time
