\ test run
\ output:
\ | 5 
\ | 6 
\ | 10 
\ | -1 
\ `does>` outside of a definition changes the latest created word (gforth).
create five 5 ,
does> @ . cr ;
five
create six 5 , does> ( addr -- )
  @ 1+ . cr ;
six
: run ( -- )  six ;
create pair 3 , 7 ,
does> ( a -- n ) dup @ swap cell+ @ + ;
pair . cr
depth 0= . cr
