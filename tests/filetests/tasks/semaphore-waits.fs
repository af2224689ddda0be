\ test run
\ output: >>>1 2 3 \n<<<
\ Who releases lets in one who waits.
0 semaphore constant sem
0 semaphore constant back
: worker ( -- )  3 0 do sem acquire i 1+ . back release loop ;
: main ( -- )  ['] worker spawn  3 0 do sem release back acquire loop  join cr ;
main
