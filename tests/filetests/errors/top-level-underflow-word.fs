\ test compile
: add ( n1 n2 -- n3 )  + ;
1 add .  \ error: stack-underflow
