\ test run
\ run: 1 0 / throws -10
\ run: 1 0 mod throws -10
\ run: 1 0 /mod throws -10
\ run: 0 0 / throws -10
\ run: 1 2 0 */ throws -10
\ run: 1 2 0 */mod throws -10
\ run: 1 0 0 um/mod throws -10
\ run: 1 0 0 fm/mod throws -10
\ run: 1 0 0 sm/rem throws -10
\ run: 1 0 u/mod throws -10
\ run: divisor @ 1 swap / throws -10
\ run: 1 divisor @ / drop throws -10
\ run: 1 divisor @ um/mod-by 2drop throws -10
variable divisor
: um/mod-by ( u1 u2 -- u3 u4 )  0 swap um/mod ;
