\ test run
\ run: ['] abort catch == -1
\ run: 1 2 ['] abort catch nip nip == -1
\ run: abort throws -1
\ run: quit throws -56
: nothing ( -- ) ;
