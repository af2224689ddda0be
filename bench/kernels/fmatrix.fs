\ The product of two matrices of floats.
include common.fs

500 constant most
create a most dup * floats allot
create b most dup * floats allot
create c most dup * floats allot
0 value n

: row ( i matrix -- addr )  swap n * floats + ;
: fill-randomly ( matrix -- )
  n dup * floats bounds ?do  1000 random 500 - s>f 8e f/  i f!  1 floats +loop ;

: dot ( row column -- ) ( F: -- r )
  0e  n 0 ?do  over f@ dup f@ f* f+  n floats +  swap float+ swap  loop  2drop ;
: multiply ( -- )
  n 0 ?do  n 0 ?do  j a row  i floats b +  dot  j c row i floats + f!  loop loop ;

: checksum ( matrix -- n )  0 swap  n dup * floats bounds ?do  3 *  i f@ f>s xor  1 floats +loop ;

: kernel ( n -- checksum )
  most min  dup to n  seed !
  a fill-randomly  b fill-randomly  multiply  c checksum ;

: main ( -- )  size kernel . cr ;
