\ test compile
: f ( -- )  s\" \y" 2drop ;  \ error: bad-escape
: g ( -- )  s\" \xg0" 2drop ;  \ error: bad-escape
