\ test run
\ run: five == 5
\ run: first-of second-of == 1 2
\ run: 2 squares == 4
\ run: ['] five >body @ == 5
\ run: point == 3 4
\ run: 10 ten-times == 100
: const ( n "name" -- )  create , does> ( -- n )  @ ;
5 const five
1 const first-of  2 const second-of
: table ( ... u "name" -- )  create 0 ?do , loop does> ( n -- n2 )  swap cells + @ ;
9 4 1 0 4 table squares
: pair ( n1 n2 "name" -- )  create swap , , does> ( -- n1 n2 )  dup @ swap cell+ @ ;
3 4 pair point
: scaled ( n "name" -- )  create , does> ( n -- n2 )  @ * ;
10 scaled ten-times
