\ test run
\ The standard's data types: `d` and `ud` are two cells, a name in quotes is none.
\ effect: double-sum ( n n n n -- n n )
\ run: 1 0 2 0 double-sum == 3 0
: double-sum ( d1 d2 -- d3 )  d+ ;
: product ( u1 u2 -- ud )  um* ;
: named ( n "name" -- )  constant ;
: text ( -- c-addr u )  s" text" ;
: either ( n -- x true | false )  dup if true else drop false then ;
: unsaid ( i*x xt -- j*x )  execute ;
