\ test run
\ What lies on the return stack before a loop is there after it, and what is put there in a turn is taken.
\ run: 100 3 add-indexes == 103
\ run: 5 3 spread == 0 1 2
: add-indexes ( n u -- n2 )  swap >r  0 swap 0 ?do i >r r> + loop  r> + ;
: spread ( x u -- ... )  0 do i swap >r r> loop drop ;
