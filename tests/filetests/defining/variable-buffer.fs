\ test run
\ run: 5 v ! 6 w ! v @ w @ == 5 6
\ run: buf 99 + c@ == 0
\ run: 7 buf 99 + c! buf 99 + c@ == 7
variable v
variable w
100 buffer: buf
