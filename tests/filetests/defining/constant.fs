\ test run
\ run: five == 5
\ run: low == -9223372036854775808
\ run: five five + == 10
\ run: here-then cell+ here-then - == 8
\ run: dup-xt == 3 3
5 constant five
-9223372036854775808 constant low
here constant here-then
' dup constant dup-token
: dup-xt ( -- n n )  3 dup-token execute ;
