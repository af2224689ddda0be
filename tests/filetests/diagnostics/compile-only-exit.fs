\ test compile
exit  \ error: compile-only
