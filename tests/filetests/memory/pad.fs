\ test run
\ output: >>>left right\n<<<
\ run: pad pad = == -1
\ run: -1 pad ! pad @ == -1
s" left right" pad swap move  pad 10 type cr
