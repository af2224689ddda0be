\ test run
\ output: >>>-3 5 \n<<<
variable token
: five ( -- n )  5 ;
' five token !
: fill-up ( ... -- ... )  begin token @ execute again ;
: main ( -- )  5 ['] fill-up catch . . cr ;
