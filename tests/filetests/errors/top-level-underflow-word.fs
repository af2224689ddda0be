\ test run
\ throws: -4
: add ( n1 n2 -- n3 )  + ;
1 add .
