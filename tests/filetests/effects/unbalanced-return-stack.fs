\ test compile
: f ( n -- )  >r ;  \ error: unbalanced-return-stack
: main ( -- )  5 f ;
