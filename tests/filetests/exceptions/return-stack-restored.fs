\ test run
\ run: f == 7 -1
\ run: in-loop == 0 -5 1 -5 2 -5
: deep ( -- )  1 >r 2 >r -1 throw r> r> 2drop ;
: f ( -- n1 n2 )  7 >r ['] deep catch r> swap ;
: five ( -- )  3 0 do i 1 = if -5 throw then loop ;
: in-loop ( -- ... )  3 0 do i ['] five catch loop ;
