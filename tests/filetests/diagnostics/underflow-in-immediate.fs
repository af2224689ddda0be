\ test compile
: fails ( n -- )  drop ; immediate
: f ( -- )  fails ;  \ error: stack-underflow
