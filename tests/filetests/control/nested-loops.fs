\ test run
\ output:
\ | 0-0 0-1 1-0 1-1 2-0 2-1 
\ | 000 001 010 011 100 101 110 111 
: digit ( n -- )  [char] 0 + emit ;
: pairs ( -- )  3 0 do 2 0 do j digit [char] - emit i digit space loop loop cr ;
: bits ( -- )  2 0 do 2 0 do 2 0 do k digit j digit i digit space loop loop loop cr ;
pairs bits
