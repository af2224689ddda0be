\ test compile
if  \ error: compile-only
