\ test run
\ Cells come out in the order in which they went in, around the end of the ring.
\ output: >>>1 2 3 4 5 6 7 8 9 10 \n<<<
3 channel constant c
: main ( -- )  1 c send  10 1 do i 1+ c send c recv . loop  c recv . cr ;
