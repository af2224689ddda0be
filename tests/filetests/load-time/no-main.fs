\ test run
\ output: >>><<<
: unused ( -- )  ." never" ;
