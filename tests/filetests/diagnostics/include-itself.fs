\ test compile
include include-itself.fs  \ error: include-recursion
