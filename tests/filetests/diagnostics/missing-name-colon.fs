\ test compile
s" :" evaluate  \ error: missing-name
