\ test run
\ output: >>>now then\n<<<
\ run: f == 5
\ run: g == 6
: say-now ( -- )  ." now " ; immediate
: f ( -- n )  say-now 5 ;
: six, ( -- )  6 postpone literal ; immediate
: g ( -- n )  six, ;
: main ( -- )  ." then" cr ;
