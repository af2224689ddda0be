\ test run
\ Control structures that a program makes for itself.
\ run: 3 0 unless == 5
\ run: 3 1 unless == 3
\ run: 3 times-star == 42 42 42
\ run: 5 down == 5 4 3 2 1
: unless, ( -- )  postpone 0= postpone if ; immediate
: unless ( n flag -- n2 )  unless, 2 + then ;
: times( ( -- )  0 postpone literal postpone ?do ; immediate
: )times ( -- )  postpone loop ; immediate
: times-star ( u -- ... )  times( 42 )times ;
: repeat-down ( -- )  postpone 1- postpone dup postpone 0= postpone until ; immediate
: down ( n -- ... )  begin dup repeat-down drop ;
