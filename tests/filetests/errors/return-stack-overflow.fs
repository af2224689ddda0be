\ test run
\ exit: 1
\ stderr: >>>return stack overflow\n<<<
: down ( n -- n2 )  1+ recurse 1+ ;
: main ( -- )  0 down . ;
