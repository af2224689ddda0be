\ test run
\ run: 5 v ! v @ == 5
\ run: -9223372036854775808 v ! v @ == -9223372036854775808
\ run: 5 v ! 3 v +! v @ == 8
\ run: 5 v ! -8 v +! v @ == -3
\ run: 9223372036854775807 v ! 1 v +! v @ == -9223372036854775808
\ run: 1 2 pair 2! pair 2@ == 1 2
\ run: 1 2 pair 2! pair @ pair cell+ @ == 2 1
\ run: 0 v ! v @ == 0
variable v
2variable pair
