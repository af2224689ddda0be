\ test run
\ run: 3 ones == 1 1 1
\ run: 1 2 3 4 3 sum-of == 10
\ run: 1 2 3 4 sum-all == 10
\ run: 5 collatz == 5 16 8 4 2 1
: ones ( u -- ... )  begin dup while 1 swap 1- repeat drop ;
: sum-of ( ... u -- n )  begin dup while >r + r> 1- repeat drop ;
: sum-all ( ... -- n )  begin depth 1 > while + repeat ;
: collatz ( n -- ... )  begin dup 1 <> while dup 2 mod if dup 3 * 1+ else dup 2/ then repeat ;
