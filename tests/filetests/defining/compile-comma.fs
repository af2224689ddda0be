\ test run
\ run: 5 f == 25
\ run: g == 7
\ run: 3 h == -3
' dup ' * : f ( n -- n2 )  [ swap compile, compile, ] ;
' negate
: compile-it ( xt -- xt )  dup compile, ; immediate
: h ( n -- n2 )  compile-it ;
drop
: g ( -- n )  [ 3 4 + ] literal ;
