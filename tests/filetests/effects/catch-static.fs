\ test run
\ run: 8 2 safe == 4
\ run: 8 0 safe == -10
\ run: 5 flagged == 6 0
: divide ( n1 n2 -- n3 )  / ;
: safe ( n1 n2 -- n3 )  ['] divide catch dup if nip nip else drop then ;
: flagged ( n -- n2 n3 )  ['] 1+ catch ;
