\ test run
\ run: 0 0 0 within == 0
\ run: 0 0 1 within == -1
\ run: 1 0 1 within == 0
\ run: 5 1 10 within == -1
\ run: 10 1 10 within == 0
\ run: 0 1 10 within == 0
\ run: -5 -10 -1 within == -1
\ run: 0 -1 1 within == -1
\ run: 0 5 2 within == -1
\ run: 3 5 2 within == 0
\ run: 5 5 2 within == -1
\ run: -9223372036854775808 9223372036854775807 -9223372036854775807 within == -1
: nothing ( -- ) ;
