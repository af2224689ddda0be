\ test run
\ output: >>>-4 \n<<<
: eat ( n -- )  drop ;
variable token  ' eat token !
: forever ( ... -- )  begin token @ execute again ;
: main ( -- )  ['] forever catch . cr ;
