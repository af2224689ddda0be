\ test run
\ run: 4 triangle == 10
\ run: 3 table == 0 0 0 0 1 2 0 2 4
\ run: 5 2 power == 25
: triangle {: n | sum :}  n 1+ 0 ?do i sum + to sum loop sum ;
: table {: n :}  n 0 ?do n 0 ?do i j * loop loop ;
: power {: x n :}  1 n 0 ?do x * loop ;
