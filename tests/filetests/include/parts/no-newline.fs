\ test include
: no-newline ( -- ) ;
