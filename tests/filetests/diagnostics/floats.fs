\ test compile
: f ( -- )  1.5e ;  \ error: unsupported
