\ test run
\ output: >>>0 1 2 3 4 0 0 1 2 3 4 0 \n<<<
: fill-cells ( addr u -- )  0 ?do i over i cells + ! loop drop ;
: .cells ( addr u -- )  0 ?do dup i cells + @ . loop drop ;
: main ( -- )
  5 cells allocate .            ( addr )
  dup 5 fill-cells
  dup 1 cells + 4 .cells        ( addr )
  100000 cells resize .
  dup 5 .cells
  free . cr ;
