\ test run
\ Once the running program has moved `here`, what is created lies where it is then: everything is contiguous.
\ output:
\ | 24 24 1 2 5 3 -1 7 16 
\ | 10 11 2 1 9 9 9 40 
\ | 1 5 7 8 
create buf  utime drop 0 and 24 + allot  here buf - .
create next 1 , 2 ,  next buf - .  next @ . next cell+ @ .
variable v  5 v ! v @ .
here 3 , @ .
' next >body next = .
: arr ( n "name" -- )  create dup , cells allot does> ( -- n ) @ ;
utime drop 0 and 7 + arr seven  seven .
: mk ( n -- addr )  here swap dup 0> if allot else drop then ;
utime drop 0 and 16 + mk here swap - . cr
10 value x  x . 11 to x x .
2variable dv  1 2 dv 2! dv 2@ . .
utime drop 0 and 9 + constant nine  nine .
nine nine 2constant pair  pair . .
utime drop 0 and 40 + buffer: bb  bb 40 erase here bb - . cr
: main ( -- )  next @ . v @ . seven . here 8 allot here swap - . cr ;
