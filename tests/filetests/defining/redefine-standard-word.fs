\ test run
\ The library does not see what the program defines.
\ output: >>>   4 6 5\n<<<
: add ( n1 n2 -- n3 )  + ;
: + ( n1 n2 -- n3 )  * ;
: emit ( char -- )  drop abort ;
: space ( -- )  abort ;
4 4 .r  2 3 + 2 .r  2 3 add 2 .r cr
