\ test compile
\ `:` is a word that can be compiled, so it is the name after it that tells.
: f ( -- )  1 drop
: g ( -- )  2 drop ;  \ error: nested-definition
