\ test run
\ output: >>>-301 done\n<<<
1 channel constant done
: worker ( -- )  1 done send ;
: join-detached ( -- )  ['] worker spawn dup detach join ;
: main ( -- )  ['] join-detached catch .  done recv drop ." done" cr ;
