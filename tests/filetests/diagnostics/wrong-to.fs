\ test compile
variable v
5 constant c
: w ( -- ) ;
: f ( -- )  1 to v ;  \ error: not-a-value
: g ( -- )  1 to c ;  \ error: not-a-value
: h ( -- )  1 to w ;  \ error: not-a-value
: i2 ( -- )  1 to missing ;  \ error: undefined-word
