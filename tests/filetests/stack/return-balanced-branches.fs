\ test run
\ run: 1 5 f == 6
\ run: 0 5 f == -5
\ run: 3 countdown == 3 2 1
: f ( flag n -- n2 )  >r if r> 1+ else r> negate then ;
: countdown ( n -- ... )  >r begin r@ while r> dup 1- >r repeat rdrop ;
