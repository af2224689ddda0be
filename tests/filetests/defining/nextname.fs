\ test run
\ output: >>>7 8 9 1 <<<
\ A name that does not follow in the source (gforth).
s" seven" nextname 7 constant
seven .
: numbered ( n c-addr u -- )  nextname create , ;
8 s" eight" numbered
eight @ .
s" nine" nextname :  9 ; nine .
depth 0= 1 and .
