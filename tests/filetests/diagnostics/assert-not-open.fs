\ test compile
: q ) ;  \ warning: stray-parenthesis
) \ warning: stray-parenthesis
