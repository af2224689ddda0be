\ test compile
: fails ( -- )  -5000 throw ; immediate
: f ( -- )  fails ;  \ error: throw
