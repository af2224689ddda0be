\ test run
\ output: >>>65 40 34 \n<<<
\ run: [char] A [char] ) [char] \ == 65 41 92
\ run: [char] hello == 104
\ run: bl == 32
char A . char ( . char "quote . cr
