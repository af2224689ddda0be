\ test compile
\ A marker forgets itself.
marker back
back
back  \ error: undefined-word
