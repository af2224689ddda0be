\ test compile
immediate  \ error: no-definition
