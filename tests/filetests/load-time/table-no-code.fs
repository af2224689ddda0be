\ test run
\ A program that builds a table with a defining word of its own and prints from the top level runs no code
\ for that: the start prints a string and calls `main`, the table is data.
\ output: >>>sum 285 last 81 <<<
: table: ( u "name" -- )  create dup , 0 do i i * , loop  does> ( n -- n2 )  swap 1+ cells + @ ;
10 table: squares
: sum ( -- n )  0 10 0 do i squares + loop ;
.( sum ) sum . .( last ) 9 squares .
