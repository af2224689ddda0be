\ test run
\ A long `case` finds its arm in a few steps.
\ output: >>>20 <<<
\ x86-64 ops: "j(l|ge) "
\ run: 1 ops 2 ops 3 ops 9 ops 10 ops 12 ops == 2 4 6 18 20 24
\ run: 0 ops 11 ops 13 ops -1 ops == 100 100 100 100
\ run: 9223372036854775807 ops -9223372036854775808 ops == 7 8
\ run: 4 sparse 40 sparse 400 sparse 4000 sparse 39 sparse == 1 2 3 4 0
\ run: 5 twice 6 twice == 1 9
variable x
: ops ( n -- n2 )
  case
    3 of 6 x ! endof   1 of 2 x ! endof   2 of 4 x ! endof   9 of 18 x ! endof
    10 of 20 x ! endof   12 of 24 x ! endof   9223372036854775807 of 7 x ! endof
    -9223372036854775808 of 8 x ! endof   4 of 9 x ! endof   100 x !
  endcase  x @ ;
: sparse ( n -- n2 )
  case
    4 of 1 endof  40 of 2 endof  400 of 3 endof  4000 of 4 endof  5 of 5 endof  50 of 6 endof
    500 of 7 endof  5000 of 8 endof  50000 of 9 endof  0 swap
  endcase ;
: twice ( n -- n2 )
  case
    5 of 1 endof  5 of 2 endof  1 of 3 endof  2 of 4 endof  3 of 5 endof  4 of 6 endof  5 of 7 endof
    7 of 8 endof  6 of 9 endof  8 of 10 endof  9 of 11 endof  10 of 12 endof  11 of 13 endof  0 swap
  endcase ;
create kept  ' ops ,
10 kept @ execute .
