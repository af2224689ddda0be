\ test run
\ run: 2 3 ['] + apply == 5
\ run: 2 ['] dup apply == 2 2
\ run: 1 2 3 ['] 2drop apply == 1
\ run: 5 ['] square ['] negate both == -25
\ run: 10 0 by-number == 11
\ run: 10 1 by-number == 10 10
: apply ( ... xt -- ... )  execute ;
: square ( n -- n2 )  dup * ;
: both ( ... xt1 xt2 -- ... )  >r execute r> execute ;
create table  ' 1+ , ' dup ,
: by-number ( ... n -- ... )  cells table + @ execute ;
