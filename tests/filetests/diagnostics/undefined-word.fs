\ test compile
: f ( -- )  no-such-thing ;  \ error: undefined-word
