\ test compile
create x does> @ ;  \ error: compile-only
