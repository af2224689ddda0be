\ test run
\ output: >>>255 FF 11111111 -1010 ZZ 10 \n<<<
255 dup . dup hex . decimal
2 base ! . decimal
-10 2 base ! . decimal
36 base ! zz . decimal
10 . cr
