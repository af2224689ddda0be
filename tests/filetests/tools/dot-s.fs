\ test run
\ `.s` shows the depth and at most nine cells, the topmost one last, and leaves them.
\ output:
\ | <0> 
\ | <3> 1 -2 3 
\ | 3 -2 1 
\ | <12> 4 5 6 7 8 9 10 11 12 
.s cr
1 -2 3 .s cr . . . cr
: twelve ( -- n1 ... n12 )  13 1 do i loop ;
: main ( -- )  twelve .s cr ;
