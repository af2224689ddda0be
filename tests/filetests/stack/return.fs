\ test run
\ run: 1 2 >r 3 r> == 1 3 2
\ run: 1 >r r@ r@ r> == 1 1 1
\ run: 1 2 2>r 3 2r> == 3 1 2
\ run: 1 2 2>r 2r@ + r> r> == 3 2 1
\ run: 1 2 >r >r r> r> == 1 2
\ run: 1 2 2>r r> r> == 2 1
\ run: 1 2 >r 3 >r r> rdrop == 1 3
\ run: 1 2 3 2>r 2rdrop == 1
\ run: 9 kept == 9 18
: kept ( n -- n n2 )  dup >r dup + r> swap ;
