\ test run
\ The runtime's own functions check what they are given.
\ output: >>>-9 -9 -9 \n<<<
: bad-type ( -- )  16 10 type ;
: bad-move ( -- )  16 pad 10 move ;
: bad-fill ( -- )  16 10 0 fill ;
: main ( -- )  ['] bad-type catch . ['] bad-move catch . ['] bad-fill catch . cr ;
