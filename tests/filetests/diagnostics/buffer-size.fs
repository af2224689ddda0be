\ test compile
-1 buffer: b  \ error: bad-size
