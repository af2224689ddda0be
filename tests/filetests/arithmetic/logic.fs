\ test run
\ run: 12 10 and == 8
\ run: 12 10 or == 14
\ run: 12 10 xor == 6
\ run: 0 invert == -1
\ run: -1 invert == 0
\ run: -9223372036854775808 invert == 9223372036854775807
\ run: -1 4294967296 and == 4294967296
\ run: 4294967296 1 or == 4294967297
\ run: -1 4294967296 xor == -4294967297
\ run: $f0f0f0f0f0f0f0f0 $ff00ff00ff00ff00 and == -1152657617789587456
\ run: -2 1 and == 0
\ run: true == -1
\ run: false == 0
: nothing ( -- ) ;
