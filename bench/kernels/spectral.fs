\ The spectral norm of an infinite matrix, cut off at n rows: float arithmetic and calls.
include common.fs

2000 constant most
create u most floats allot
create v most floats allot
create w most floats allot
0 value n

: element ( i j -- ) ( F: -- r )  over + dup 1+ * 2/ + 1+ s>f 1e fswap f/ ;
: times-vector ( from to -- ) { from to }
  n 0 ?do
    0e  n 0 ?do  j i element  from i floats + f@ f* f+  loop  to i floats + f!
  loop ;
: times-transposed ( from to -- ) { from to }
  n 0 ?do
    0e  n 0 ?do  i j element  from i floats + f@ f* f+  loop  to i floats + f!
  loop ;
: times-both ( from to -- )  swap w times-vector  w swap times-transposed ;

: fdot ( addr1 addr2 -- ) ( F: -- r )
  0e  n 0 ?do  over f@ dup f@ f* f+  swap float+ swap float+  loop  2drop ;

: kernel ( n -- checksum )
  most min to n
  n 0 ?do  1e u i floats + f!  loop
  10 0 do  u v times-both  v u times-both  loop
  u v fdot  v v fdot f/ fsqrt  1e15 f* f>s ;

: main ( -- )  size kernel . cr ;
