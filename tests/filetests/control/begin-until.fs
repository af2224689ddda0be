\ test run
\ run: 3 3 counted == 3 4 5
\ run: 1 counted-up == 10
\ run: 20 counted-up == 20
: counted ( n u -- ... )  over + swap begin tuck 1+ 2dup = until 2drop ;
: counted-up ( n -- n2 )  begin dup 10 < 0= if exit then 1+ again ;
