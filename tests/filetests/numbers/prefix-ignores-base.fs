\ test run
\ run: f == 10 16 2
hex
: f ( -- n1 n2 n3 )  #10 $10 %10 ;
decimal
