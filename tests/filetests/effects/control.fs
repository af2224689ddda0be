\ test run
\ effect: absolute ( n -- n )
\ effect: choose ( n n n -- n )
\ effect: down ( n -- n )
\ effect: sum ( n n -- n )
\ effect: select ( n -- n )
\ run: -5 absolute == 5
\ run: 1 2 0 choose == 2
\ run: 5 down == 0
\ run: 4 0 sum == 6
\ run: 2 select == 20
\ run: 5 select == 10
: absolute ( n -- u )  dup 0< if negate then ;
: choose ( n1 n2 flag -- n3 )  if drop else nip then ;
: down ( n -- n2 )  begin dup 0> while 1- repeat ;
: sum ( n1 n2 -- n3 )  0 -rot ?do i + loop ;
: select ( n -- n2 )  case 1 of 10 endof 2 of 20 endof dup 2* swap endcase ;
