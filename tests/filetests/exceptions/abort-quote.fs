\ test run
\ run: 0 check == 5
\ run: 1 check throws -2
\ run: 4294967296 check throws -2
: check ( flag -- n )  abort" must not be set" 5 ;
