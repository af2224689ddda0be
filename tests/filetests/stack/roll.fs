\ test run
\ run: 1 2 3 0 roll == 1 2 3
\ run: 1 2 3 1 roll == 1 3 2
\ run: 1 2 3 2 roll == 2 3 1
\ run: 1 2 3 4 index @ roll == 2 3 4 1
variable index  3 index !
