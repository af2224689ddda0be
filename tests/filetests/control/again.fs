\ test run
\ run: 0 up-to-five == 5
: up-to-five ( n -- n2 )  begin dup 5 = if exit then 1+ again ;
