\ test run
\ run: 5 square-xt execute == 25
\ run: 2 twice-squared == 16
\ run: 3 local-xt == 6
:noname ( n -- n2 )  dup * ; constant square-xt
: twice-squared ( n -- n2 )  square-xt execute square-xt execute ;
:noname ( n -- n2 )  2* ; value doubler
: local-xt ( n -- n2 )  doubler execute ;
