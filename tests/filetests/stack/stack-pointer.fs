\ test run
\ `sp@` gives the address of the topmost cell; `sp!` goes back to it.
\ run: 5 sp@ @ == 5 5
\ run: 5 6 sp@ @ swap sp@ @ == 5 6 6 6
\ run: 7 3 unwind == 7
\ run: 7 0 unwind == 7
\ run: 1 2 sp@ 9 over ! drop == 1 9
variable mark
: unwind ( x n -- x )  >r sp@ mark ! r> 0 ?do i loop  mark @ sp! ;
