\ test run
\ run: 0 5 ['] add-index times == 10
\ run: 3 ['] dup-top times == 
variable turn
: add-index ( n -- n2 )  turn @ + ;
: times ( ... u xt -- ... )  swap 0 ?do i turn ! dup >r execute r> loop drop ;
: dup-top ( -- )  ;
