\ test run
\ run: ['] fine catch == 7 0
\ run: 1 2 ['] takes-two catch == 3 0
\ run: ['] fails catch == -3
\ run: 0 throw == 
\ run: ['] no-throw catch == 0
\ run: ['] big-code catch == 9223372036854775807
: fine ( -- n )  7 ;
: takes-two ( n1 n2 -- n3 )  + ;
: fails ( -- )  -3 throw ;
: no-throw ( -- )  0 throw ;
: big-code ( -- )  9223372036854775807 throw ;
