\ test run
\ A loop whose body leaves cells behind has no static effect, and works.
\ run: 3 0 pushed == 0 1 2
\ run: 4 4 times-over == 4 4 4 4
\ run: 1 2 3 4 4 added == 10
: pushed ( u1 u2 -- ... )  ?do i loop ;
: times-over ( x u -- ... )  1 ?do dup loop ;
: added ( ... u -- n )  1 ?do + loop ;
