\ test run
\ output: >>>10 0 \n2 1 0 \n18 9 \n10 <<<
\ Where the step divides the way, the test of `+loop` is one comparison with the limit.
create table 1 , 2 , 3 , 4 ,
: sum-cells ( addr n -- n2 )  0 -rot cells bounds ?do  i @ +  cell +loop ;
: main ( -- )  table 4 sum-cells .  table 0 sum-cells . cr ;
main
: back ( addr n -- )  over swap cells + do  i table - cell / .  -1 cells +loop ;
: main2 ( -- )  table 2 back cr ;
main2
\ Both ends are numbers.
: known ( -- n )  0 10 0 do i + 3 +loop ;
: known-down ( -- n )  0 1 9 do i 3 = if 9 + then -2 +loop ;
: main3 ( -- )  known . known-down . cr ;
main3
create kept  ' sum-cells ,  kept @ kept !
: main4 ( -- )  table 4 kept @ execute . ;
main4

\ x86-64 sum-cells: not "subq"
