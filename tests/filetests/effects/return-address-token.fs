\ test compile
: ?bail ( flag -- )  0= if r> drop then ;
: f ( -- xt )  ['] ?bail ;  \ error: return-address
: main ( -- )  f execute ;
