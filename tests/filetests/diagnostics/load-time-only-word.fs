\ test compile
\ Words that parse or define exist only while compiling.
: f ( "name" -- )  create 5 , ;  \ error: needs-compile-time
: main ( -- )  f ;
