\ test run
\ What was compiled before keeps the meaning that it had.
\ run: old == 1
\ run: new == 2
\ run: extended == 2 3
: it ( -- n )  1 ;
: old ( -- n )  it ;
: it ( -- n )  2 ;
: new ( -- n )  it ;
: it ( -- n1 n2 )  it 3 ;
: extended ( -- n1 n2 )  it ;
