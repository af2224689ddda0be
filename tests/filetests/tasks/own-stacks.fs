\ test run
\ A stack overflow in one thread does no harm to the others.
\ output: >>>-5 ok\n<<<
\ stderr: >>>return stack overflow\n<<<
: down ( n -- n2 )  1+ recurse 1+ ;
: worker ( -- )  0 down drop ;
: run-worker ( -- )  ['] worker spawn join ;
: main ( -- )  ['] run-worker catch . ." ok" cr ;
