\ test compile
: f next-case ;  \ error: unbalanced-control
: g 1 if contof then ;  \ error: unbalanced-control
: h do next ;
: k ) ;  \ warning: stray-parenthesis
