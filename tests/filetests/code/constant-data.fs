\ test run
\ What is never changed is known: values, deferred words, tables, what a `does>` word carries.
\ run: fixed-value == 6
\ run: 4 fixed-defer == 7
\ run: fixed-does == 8
\ run: fixed-table == 20
\ run: fixed-xt == 100
\ run: 3 mapped == 6
\ run: fixed-bytes == 98 25185
\ run: fixed-float f>s == 3
\ run: changed-value == 5 9
\ run: changed-defer == 14 40
\ run: changed-table == 2 77
\ run: changed-through-body == 7 70
\ run: changed-through-word == 1 11
\ run: changed-through-sum == 3 33
\ run: changed-by-call == 4 44
\ run: changed-through-data == 5 55
\ run: changed-by-c == 0 65
\ run: 9 looped == 3025
\ run: 5 endless throws -5

5 value five
: fixed-value ( -- n )  five 1+ ;
defer deferred
:noname ( n -- n2 )  3 + ; is deferred
: fixed-defer ( n -- n2 )  deferred ;
: constant: ( n -- )  create ,  does> ( -- n )  @ ;
7 constant: seven
: fixed-does ( -- n )  seven 1+ ;
create numbers 10 , 20 , 30 ,
: fixed-table ( -- n )  numbers cell+ @ ;
: square ( n -- n2 )  dup * ;
: twice ( n -- n2 )  2* ;
create tokens ' twice , ' square ,
: fixed-xt ( -- n )  10 tokens cell+ @ execute ;
\ A word that is handed over is called directly where it is executed.
: map ( n xt -- n2 )  execute ;
: mapped ( n -- n2 )  ['] twice map ;
create letters char a c, char b c, 0 c,
: fixed-bytes ( -- n n2 )  letters 1+ c@  letters w@ ;
create reals 3e f,
: fixed-float ( -- ) ( F: -- r )  reals f@ ;

5 value changing
: changed-value ( -- n n2 )  changing  9 to changing  changing ;
defer other
:noname ( n -- n2 )  2* ; is other
: changed-defer ( -- n n2 )  7 other  ['] square is other  6 other 4 + ;
create written 1 , 2 ,
: changed-table ( -- n n2 )  written cell+ dup @ swap 77 over ! @ ;
7 constant: bodied
: changed-through-body ( -- n n2 )  bodied  70 ['] bodied >body !  bodied ;
create passed 1 ,
: add-ten ( addr -- )  10 swap +! ;
defer adder
' add-ten is adder
: changed-through-word ( -- n n2 )  passed @  passed adder  passed @ ;
create summed 1 , 2 , 3 ,
: place ( n -- addr )  cells summed + ;
: changed-through-sum ( -- n n2 )  summed 2 cells + @  33 2 place !  summed 2 cells + @ ;
create called 4 ,
: deep ( n addr -- )  over 0> if over 4 > if dup @ drop then then ! ;
: deeper ( addr -- )  dup @ 40 + swap deep ;
: changed-by-call ( -- n n2 )  called @ called deeper called @ ;
create held 5 ,
create holder held ,
: changed-through-data ( -- n n2 )  held @  55 holder @ !  held @ ;
create filled 16 allot
: changed-by-c ( -- n n2 )  filled c@  filled 16 [char] A fill  filled c@ ;
\ Recursion through a deferred word that is set once.
defer cubes
:noname ( n -- n2 )  dup if dup 1- cubes swap dup dup * * + then ; is cubes
: looped ( n -- n2 )  1+ cubes ;
defer forever
:noname ( n -- n2 )  forever 1+ ; is forever
: endless ( n -- n2 )  forever ;
