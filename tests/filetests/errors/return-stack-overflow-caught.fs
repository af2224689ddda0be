\ test run
\ The stack can be used up again and again.
\ output: >>>-5 -5 -5 \n<<<
: down ( n -- n2 )  1+ recurse 1+ ;
: overflow ( -- )  0 down drop ;
: main ( -- )  3 0 do ['] overflow catch . loop cr ;
