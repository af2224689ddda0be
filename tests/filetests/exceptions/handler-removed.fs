\ test run
\ A catch that ended is not returned to.
\ run: f == 0 -7
: fine ( -- )  ;
: fails ( -- )  -7 throw ;
: g ( -- n )  ['] fine catch fails ;
: f ( -- n1 n2 )  0 ['] g catch ;
