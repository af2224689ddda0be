\ test run
\ Names that look like numbers but are none, and words made of digits.
\ run: 1+ == 3
\ run: 2a == 2
\ run: $ == 3
: 2a ( -- n )  2 ;
: $ ( -- n )  3 ;
: 1+ ( -- n )  3 ;
