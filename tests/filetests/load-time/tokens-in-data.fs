\ test run
\ output: >>>ab\n<<<
: a ( -- )  ." a" ;
: b ( -- )  ." b" ;
create actions ' a , ' b , 0 ,
: run-all ( -- )  actions begin dup @ ?dup while execute cell+ repeat drop ;
: main ( -- )  run-all cr ;
