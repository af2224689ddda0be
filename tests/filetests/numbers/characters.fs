\ test run
\ output: >>>97 39 32 \n<<<
\ run: 'a' 'b' == 97 98
'a' . ''' . bl . cr
