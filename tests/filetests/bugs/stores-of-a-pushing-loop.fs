\ test run
\ The stores of a loop that pushes were taken for overwritten by those of its next round, which lie lower.
\ output: >>>127 7 <<<
: w ( x x -- y y )
  >r >r -2 2 do i -1 +loop + xor - + 1 xor r> r> drop ;
127 100 w . .
