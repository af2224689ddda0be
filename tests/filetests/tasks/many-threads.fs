\ test run
\ output: >>>499500 \n<<<
16 channel constant results
: worker ( n -- )  results send ;
: start ( -- )  1000 0 do i ['] worker spawn detach loop ;
: total ( -- n )  0 1000 0 do results recv + loop ;
: main ( -- )  start total . cr ;
