\ test run
\ run: v @ == 0
\ run: pair 2@ == 0 0
\ run: room 7 + c@ == 0
variable v
2variable pair
16 buffer: room
