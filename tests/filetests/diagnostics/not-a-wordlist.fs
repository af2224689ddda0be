\ test compile
5 set-current  \ error: not-a-wordlist
