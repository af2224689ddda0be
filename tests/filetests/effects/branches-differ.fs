\ test run
\ Branches that leave different depths have no static effect, and work.
\ run: 1 maybe == 10 20
\ run: 0 maybe == 5
\ run: 1 user == 10 20 100
\ run: 0 user == 5 100
\ run: 0 search == 0
\ run: 7 search == 7 1
: maybe ( flag -- ... )  if 10 20 else 5 then ;
: user ( flag -- ... )  maybe 100 ;
: search ( n -- n true | false )  dup if 1 else drop 0 then ;
