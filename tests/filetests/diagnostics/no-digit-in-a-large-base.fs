\ test compile
100 base !
2~  \ error: undefined-word
