\ test compile
\ The place of evaluated text is where it is evaluated.
: f ( -- )  s" 1 no-such-word" evaluate ; immediate

: g ( -- )
  f ;  \ error: undefined-word
