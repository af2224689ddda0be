\ Three nested counted loops around a little arithmetic.
include common.fs

: kernel ( n -- sum ) { n }
  0  n 0 ?do  n 0 ?do  n 0 ?do  k j * i xor +  loop loop loop ;

: main ( -- )  size kernel . cr ;
