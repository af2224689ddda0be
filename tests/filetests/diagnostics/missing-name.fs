\ test compile
s" 1 constant" evaluate  \ error: missing-name
