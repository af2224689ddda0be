\ test run
\ run: bad throws -301
\ run: 12345 join throws -301
: worker ( -- ) ;
: bad ( -- )  ['] worker spawn dup join join ;
