\ test run
\ They may be defined and used at the top level, even if they would be no good at run time.
\ output: >>>5 \n<<<
: const ( n "name" -- )  create , does> ( -- n )  @ ;
5 const five
: main ( -- )  five . cr ;
