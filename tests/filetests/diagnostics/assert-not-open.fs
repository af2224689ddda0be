\ test compile
: q ) ;  \ error: unbalanced-control
) \ error: unbalanced-control
