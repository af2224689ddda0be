\ test run
\ output: >>>40000 40000 \n<<<
\ What is done while holding a mutex is done by one thread at a time; one is static, the other on the heap.
variable total  variable heap-total  variable heap-mutex
mutex constant m
: bump ( addr -- )  dup @ 1+ swap ! ;
: bump-heap ( -- )  heap-total bump ;
: worker ( -- )  10000 0 do  m lock total bump m unlock  ['] bump-heap heap-mutex @ with-lock  loop ;
: main ( -- )
  mutex heap-mutex !
  ['] worker spawn ['] worker spawn ['] worker spawn ['] worker spawn join join join join
  total @ . heap-total @ . cr  heap-mutex @ free throw ;
main
