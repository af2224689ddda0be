\ test run
\ A table made by a defining word of the program's own is data: nothing is left to do at the start.
\ flags: --load-eval
\ run: 3 squares == 9
\ x86-64: not "ffc_here|ffc_allot|imul|call .*squares:"
: squares: ( u "name" -- )  create 0 do i i * , loop  does> ( n -- n2 )  swap cells + @ ;
10 squares: squares
: main ( -- )  9 squares drop ;
