\ test run
\ The execution token need not be known.
\ run: 0 try == 5 0
\ run: 1 try == -9
\ run: 2 try == 0
: five ( -- n )  5 ;
: bad ( -- )  -9 throw ;
: nothing ( -- ) ;
create actions ' five , ' bad , ' nothing ,
: try ( n -- ... n2 )  cells actions + @ catch ;
