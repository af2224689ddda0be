\ test run
\ A wrong comment is reported and makes no wrong code.
\ run: 1 2 3 user == 1 5
\ run: 7 twice-five == 7 5 5
: add ( a b -- a b c )  + ;  \ warning: effect-mismatch
: user ( a b c -- a d )  add ;
: five ( n -- )  5 ;  \ warning: effect-mismatch
: twice-five ( -- n n )  five five ;
