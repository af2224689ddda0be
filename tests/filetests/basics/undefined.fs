\ test compile
: f ( -- n )  1 dpu ;  \ error: undefined-word
