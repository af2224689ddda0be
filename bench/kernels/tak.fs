\ Takeuchi's function: recursion with three arguments, held in locals.
include common.fs

: tak ( x y z -- n ) { x y z }
  y x < if
    x 1- y z recurse  y 1- z x recurse  z 1- x y recurse  recurse
  else z then ;

: kernel ( n -- k )  dup 2 * 3 / over 3 / tak ;

: main ( -- )  size kernel . cr ;
