\ test run
\ Cells below and above are kept where the word's effect is not known.
\ run: 1 2 3 ['] + middle == 1 2 3 103
\ run: 1 2 ['] drop around == 7 1 8
\ run: 3 ['] 1+ three-times == 6
: middle ( a b c xt -- ... )  100 third rot execute ;
: around ( ... xt -- ... )  >r 7 -rot r> execute 8 ;
: three-times ( ... xt -- ... )  dup >r execute r@ execute r> execute ;
