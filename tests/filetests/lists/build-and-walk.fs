\ test run
\ output: >>>4999950000 100000 \n<<<
: numbers ( u -- list )  nil swap 0 ?do i cons loop ;
: total ( list -- n )  0 swap begin dup while tuck car + swap cdr repeat drop ;
: main ( -- )  100000 numbers dup total . length . cr ;
