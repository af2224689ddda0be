\ test run
\ run: 1 f == 1 2 3 4 5 6 7 8 9
\ run: 4 f == 4 5 6 7 8 9
\ run: 9 f == 9
: f ( n -- ... )  begin dup 9 < while dup 1+ repeat ;
