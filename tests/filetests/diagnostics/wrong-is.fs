\ test compile
variable v
: w ( -- ) ;
: f ( -- )  ['] w is v ;  \ error: not-a-defer
: g ( -- )  ['] w is w ;  \ error: not-a-defer
: h ( -- xt )  action-of w ;  \ error: not-a-defer
