\ test run
\ args: one two
\ output: >>>5 9 5 9 \n7 \n3 \n6 2 \n<<<
\ Words that define, after the deferral, call others whose way depends on the running program: these run there.
: alone? ( -- flag )  argc @ 1 = ;
: init ( addr -- )  alone? if 7 else 5 then  over !  9 swap cell+ ! ;
: thing ( "name" -- )  create here 2 cells allot init  does> ( -- ) dup @ . cell+ @ . ;
thing first  thing second  first second cr

\ What only ends the program is no way to choose.
: buffer ( u "name" -- )  create allocate abort" no memory" dup 10 0 fill ,  does> ( -- addr ) @ ;
10 buffer b  7 b c!  b c@ . cr
: arguments ( "name" -- )  create argc @ dup 5 > abort" too many"  assert( argc @ 0> ) ,  does> ( -- ) @ . ;
arguments many  many cr

\ What a call leaves goes on.
: size ( -- u )  alone? if 4 else 2 then ;
: sized ( "name" -- )  create size dup ,  size 1+ * ,  does> ( -- ) 2@ swap . . ;
sized s  s cr
