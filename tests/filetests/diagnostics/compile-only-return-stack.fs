\ test compile
5 >r  \ error: compile-only
