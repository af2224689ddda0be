\ test run
\ output: >>>-9 \n<<<
variable code
: fails ( -- )  -9 throw ;
: worker ( -- )  ['] fails catch code ! ;
: main ( -- )  ['] worker spawn join  code @ . cr ;
