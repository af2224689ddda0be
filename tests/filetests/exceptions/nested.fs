\ test run
\ run: outer == 1 3 20
\ run: rethrown == 4
\ run: ['] rethrown-uncaught catch == 5
: inner ( -- )  10 throw ;
: middle ( -- )  ['] inner catch  10 + throw ;
: outer ( -- n1 n2 n3 )  1 ['] middle catch 3 swap ;
: four ( -- )  4 throw ;
: rethrow ( -- )  ['] four catch throw ;
: rethrown ( -- n )  ['] rethrow catch ;
: five ( -- )  5 throw ;
: rethrown-uncaught ( -- )  ['] five catch throw ;
