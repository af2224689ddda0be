\ test run
\ run: s" hello" nip == 5
\ run: s" " nip == 0
\ run: s"  " nip == 1
\ run: s" abc" drop c@ == 97
\ run: s" abc" drop 2 + c@ == 99
\ run: s" abc" over + 1- c@ nip == 99
: nothing ( -- ) ;
