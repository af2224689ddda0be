\ test run
\ run: 1. == 1 0
\ run: -1. == -1 -1
\ run: 18446744073709551616. == 0 1
\ run: -18446744073709551616. == 0 -1
\ run: $ff. == 255 0
\ run: 0. == 0 0
\ run: $7fffffffffffffffffffffffffffffff. == -1 9223372036854775807
: nothing ( -- ) ;
