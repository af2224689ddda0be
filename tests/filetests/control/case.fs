\ test run
\ run: 1 name == 111
\ run: 2 name == 222
\ run: 3 name == 333
\ run: 9 name == 9 1000
\ run: 1 only-default == 2
\ run: 5 no-of == 
\ run: 2 computed == 20
\ run: 3 computed == -3
: name ( n -- ... )  case 1 of 111 endof 2 of 222 endof 3 of 333 endof 1000 over endcase ;
: only-default ( n -- n2 )  case 1 of 2 endof endcase ;
: no-of ( n -- )  case endcase ;
: computed ( n -- n2 )  case 1 1+ of 20 endof  2 1+ of -3 endof endcase ;
