\ test run
\ A step of 0 stays where it is, also at the limit's boundary.
\ run: 5 0 stays == 0 0 0 0
\ run: 0 0 stays == 0 0 0 0
\ run: 0 -1 stays == -1 -1 -1 -1
: stays ( n1 n2 -- ... )  0 -rot do i swap 1+ dup 4 = if drop leave then 0 +loop ;
