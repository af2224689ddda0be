\ test run
\ run: depth == 0
\ run: 5 depth == 5 1
\ run: 5 6 depth depth == 5 6 2 3
\ run: 1 2 3 clear == 
\ run: 1 2 3 4 total == 10
: clear ( ... -- )  begin depth while drop repeat ;
: total ( ... -- n )  begin depth 1 > while + repeat ;
