\ test run
\ run: leaves-once == 0 1 2 99
\ run: leaves-inner == 0 0 10 0 20 0 99
\ run: leaves-early == 99
\ run: two-leaves == 0 1 5
: leaves-once ( -- ... )  10 0 do i dup 2 = if leave then loop 99 ;
: leaves-inner ( -- ... )  3 0 do i 10 * 5 0 do i leave i loop loop 99 ;
: leaves-early ( -- ... )  5 0 do leave i loop 99 ;
: two-leaves ( -- ... )  10 0 do i 3 = if leave then i 2 = if 5 leave then i loop ;
