\ test run
\ output: >>>5 6 11 \n<<<
utime 2drop
variable a  5 a !
variable b
6 b !
a @ . b @ . a @ b @ + . cr
