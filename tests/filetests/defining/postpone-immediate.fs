\ test run
\ `postpone` of an immediate word compiles it; `postpone` twice moves it one level further.
\ run: f == 3
\ run: g == 4
: three, ( -- )  3 postpone literal ; immediate
: also-three, ( -- )  postpone three, ; immediate
: f ( -- n )  also-three, ;
: four ( -- n )  4 ;
: four, ( -- )  postpone four ; immediate
: late-four, ( -- )  postpone four, ; immediate
: g ( -- n )  late-four, ;
