\ test compile
;  \ error: compile-only
