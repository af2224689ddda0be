\ Ackermann's function for m = 3: deep recursion, tail calls.
include common.fs

: ack ( m n -- k )
  over 0= if nip 1+ exit then
  dup 0= if drop 1- 1 recurse exit then
  over 1- -rot 1- recurse recurse ;

: kernel ( n -- k )  3 swap ack ;

: main ( -- )  size kernel . cr ;
