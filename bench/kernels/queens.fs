\ In how many ways n queens can stand on a board without a fight: recursion over sets of bits.
include common.fs

0 value board

: ways ( columns left right -- count ) { columns left right }
  columns board = if 1 exit then
  0  columns left or right or invert board and  ( count free )
  begin dup while
    dup dup negate and  tuck xor swap           ( count free' queen )
    dup columns or  over left or 2*  rot right or 2/  recurse
    rot + swap
  repeat drop ;

: kernel ( n -- count )  1 swap lshift 1- to board  0 0 0 ways ;

: main ( -- )  size kernel . cr ;
