\ test run
\ output: >>>9 9 12 5 8 <<<
5 value v
9 -> v v .
: get ( -- n )  v ;
get .
: add ( n -- )  +to v ;
3 add v .
: set ( n -- )  -> v ;
5 set v .
: local-too ( n -- n )  {: x :} 3 +to x x ;
5 local-too .
