\ test compile
: b { W^ y a } y a ;  \ error: unsupported
