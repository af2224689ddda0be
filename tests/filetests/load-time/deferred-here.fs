\ test run
\ output: >>>-1 8 16 3 \n<<<
utime 2drop
create t
here t = .
1 , here t - .
2 c, align here t - .
3 , t 2 cells + @ . cr
