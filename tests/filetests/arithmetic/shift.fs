\ test run
\ run: 1 0 lshift == 1
\ run: 1 1 lshift == 2
\ run: 1 63 lshift == -9223372036854775808
\ run: 3 63 lshift == -9223372036854775808
\ run: -1 32 lshift == -4294967296
\ run: -1 0 rshift == -1
\ run: -1 1 rshift == 9223372036854775807
\ run: -1 63 rshift == 1
\ run: 256 8 rshift == 1
\ run: -1 63 arshift == -1
\ run: -9223372036854775808 63 arshift == -1
\ run: -8 2 arshift == -2
\ run: -7 1 arshift == -4
\ run: 7 0 arshift == 7
\ run: 1 count1 @ lshift == 8
\ run: -1 count1 @ rshift == 2305843009213693951
\ run: -64 count1 @ arshift == -8
\ run: 5 2* == 10
\ run: 4611686018427387904 2* == -9223372036854775808
\ run: -9223372036854775808 2* == 0
\ run: 5 2/ == 2
\ run: -5 2/ == -3
\ run: -1 2/ == -1
\ run: -9223372036854775808 2/ == -4611686018427387904
variable count1  3 count1 !
