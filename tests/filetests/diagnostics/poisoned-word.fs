\ test compile
\ A word with an error is not executed; what follows it is not checked any more.
: f ( -- )  missing ;  \ error: undefined-word
f
also-missing
