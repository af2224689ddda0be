\ test run
\ Interpreted strings stay valid while others are made.
\ output: >>>one three two\n<<<
s" two" s" three " s" one " type type type cr
