\ test run
\ output: >>>2 4 6 \n<<<
: const ( n "name" -- )  create , does> ( -- n )  @ ;
argc @ 1+ const two
two .
two 2* const four
four .
: six ( -- n )  two four + ;
six . cr
