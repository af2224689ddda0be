\ test run
\ What callers hold in registers counts too.
\ run: 1 2 3 outer == 1 2 3 3 100 5
: inner ( -- n )  depth ;
: outer ( -- ... )  inner 100 inner ;
