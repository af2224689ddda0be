\ test compile
: main ( -- )  s" 1 ." evaluate ;  \ error: needs-compile-time
