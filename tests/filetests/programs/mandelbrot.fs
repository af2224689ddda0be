\ test run
\ Fixed point.
\ output:
\ |                                                             
\ |                               ....--..                      
\ |                          .......*%%%-......                 
\ |                 .........::*%%%%%%%%%%%%%#...               
\ |           ......=%+%%%-:%%%%%%%%%%%%%%%%%%%:.               
\ |     %%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%:...               
\ |           ......%%+%%%-:%%%%%%%%%%%%%%%%%%%:.               
\ |                 .........::*%%%%%%%%%%%%%#...               
\ |                          .......%%%%:......                 
\ |                               ....--..                      
: *f ( n1 n2 -- n3 )  4096 */ ;
: iterations ( cr ci -- u )
  0 0 40 0 do                            ( cr ci zr zi )
    over dup *f over dup *f              ( cr ci zr zi rr ii )
    2dup + 16384 > if 2drop 2drop 2drop i unloop exit then
    - 4 pick + -rot *f 2* 2 pick +
  loop 2drop 2drop 40 ;
: shade ( u -- char )  5 / s"  .:-=+*#%@" drop + c@ ;
: main ( -- )
  5000 -5000 do
    6000 -9000 do i j iterations shade emit 250 +loop cr
  1000 +loop ;
