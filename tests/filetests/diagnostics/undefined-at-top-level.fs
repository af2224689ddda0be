\ test compile
1 2 plus .  \ error: undefined-word
