\ test run
\ run: total == 45
\ run: nested-return == 0 1 2 7
: total ( -- n )  0 10 0 do i + loop ;
: nested-return ( -- ... )  7 >r 3 0 do i loop r> ;
