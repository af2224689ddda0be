\ test run
\ Channels used by the top level itself.
\ output: >>>made 1 2 \n<<<
.( made )
4 channel constant c
1 c send 2 c send
c recv . c recv . cr
