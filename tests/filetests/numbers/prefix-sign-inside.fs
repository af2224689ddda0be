\ test run
\ output: >>>-255 -10 -5 \n<<<
$-ff . #-10 . %-101 . cr
