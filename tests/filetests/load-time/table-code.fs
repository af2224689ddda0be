\ test run
\ The same program's code: with the top level evaluated nothing but one print is left of it.
\ flags: --load-eval
\ output: >>>sum 285 last 81 <<<
\ x86-64: "call ffc_type"
\ x86-64: not "imul|ffc_dot|f_sum|f_squares|j[a-z]+ .L|call f_"
: table: ( u "name" -- )  create dup , 0 do i i * , loop  does> ( n -- n2 )  swap 1+ cells + @ ;
10 table: squares
: sum ( -- n )  0 10 0 do i squares + loop ;
.( sum ) sum . .( last ) 9 squares .
