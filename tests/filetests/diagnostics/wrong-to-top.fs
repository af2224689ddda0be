\ test compile
5 constant c
6 to c  \ error: not-a-value
