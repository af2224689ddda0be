\ test run
\ effect: sq ( n -- n )
\ run: 7 sq == 49
: sq ( n -- n2 )  dup * ;
