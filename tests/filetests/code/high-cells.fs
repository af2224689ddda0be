\ test run
\ The high cell of a product that is known to fit a cell is not computed.
\ x86-64 of-bytes: not "mul(.|\n)*mul"
\ x86-64 of-cells: "mul"
\ run: text of-bytes == 40000 0
\ run: text 1+ of-bytes == 200 0
\ run: text of-parts == -600 -1
\ run: 3 -5 of-cells == -15 -1
create text 200 c, 200 c, 1 c,
: of-bytes ( c-addr -- d )  dup c@ swap 1+ c@ m* ;
: of-parts ( c-addr -- d )  c@ -3 m* ;
: of-cells ( n1 n2 -- d )  m* ;
create kept ' of-bytes , ' of-parts , ' of-cells ,
: main ( -- )  kept @ drop  argc @ 99 = if 1 kept argc @ cells + @ execute then ;
main
