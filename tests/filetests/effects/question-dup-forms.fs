\ test run
\ `?dup` before a branch is static; elsewhere it is not, and works too.
\ effect: half ( n -- n )
\ run: 8 half == 4
\ run: 0 half == 0
\ run: 3 countdown == 
\ run: 0 either == 7
\ run: 4 either == 4 4
\ run: 0 unless-form == 1
\ run: 5 unless-form == 5 2
: half ( n -- n2 )  ?dup if 2/ else 0 then ;
: countdown ( n -- )  begin ?dup while 1- repeat ;
: either ( n -- ... )  ?dup dup 0= if drop 7 then ;
: unless-form ( n -- ... )  ?dup 0= if 1 else 2 then ;
