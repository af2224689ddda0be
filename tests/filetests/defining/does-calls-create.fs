\ test run
\ A defining word made by a defining word.
\ run: kilo == 1000
\ run: 3 apples oranges == 6 10
: maker ( n "name" -- )  create , does> ( "name" -- )  create @ , does> ( n -- n2 )  @ * ;
: named ( n "name" -- )  create , does> @ ;
1000 named kilo
2 maker double:
double: times-two
: apples ( n -- n2 )  times-two ;
5 maker quintuple:
quintuple: times-five
: oranges ( -- n )  2 times-five ;
