\ test run
\ run: -9223372036854775808 -1 / throws -11
\ run: -9223372036854775808 -1 mod throws -11
\ run: -9223372036854775808 -1 /mod throws -11
\ run: smallest @ -1 / throws -11
\ run: smallest @ -1 / drop throws -11
\ run: 0 1 1 um/mod throws -11
\ run: 0 -1 -1 um/mod throws -11
\ run: 0 1 1 sm/rem throws -11
\ run: 0 1 1 fm/mod throws -11
\ run: 0 -9223372036854775808 -1 fm/mod throws -11
\ run: 0 -9223372036854775808 -1 sm/rem throws -11
\ run: 9223372036854775807 2 1 */ throws -11
variable smallest  -9223372036854775808 smallest !
