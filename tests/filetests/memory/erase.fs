\ test run
\ run: -1 v ! v 8 erase v @ == 0
\ run: -1 v ! v 2 erase v @ == -65536
\ run: -1 v ! v 0 erase v @ == -1
\ run: v 8 511 fill v @ == -1
variable v
