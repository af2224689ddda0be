\ test run
\ run: 1 0 2 0 d+ == 3 0
\ run: -1 0 1 0 d+ == 0 1
\ run: -1 -1 1 0 d+ == 0 0
\ run: -1 -1 -1 -1 d+ == -2 -1
\ run: -1 9223372036854775807 1 0 d+ == 0 -9223372036854775808
\ run: 5 0 dnegate == -5 -1
\ run: 0 0 dnegate == 0 0
\ run: 0 1 dnegate == 0 -1
\ run: -1 -1 dnegate == 1 0
\ run: 0 -9223372036854775808 dnegate == 0 -9223372036854775808
\ run: -5 -1 dabs == 5 0
\ run: 5 0 dabs == 5 0
\ run: low @ high @ 1 0 d+ == 0 8
\ run: low @ high @ dnegate == 1 -8
variable low   -1 low !
variable high  7 high !
