\ test run
\ output: >>>42 \n<<<
variable result
: worker ( -- )  42 result ! ;
: main ( -- )  ['] worker spawn join  result @ . cr ;
