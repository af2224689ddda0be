\ Counts primes with a pool of workers.
\
\ The range is cut into blocks; a block is a job. The queue is bounded: whoever submits waits until there is room, so
\ jobs never pile up. Results come back through a channel, in any order. `pool-close` waits for all that was submitted.

4 constant #workers
8 constant #queued
100 constant #blocks
1000 constant block-size

#blocks channel constant counts     \ room for all results: no worker waits for who collects them

: divides? ( n d -- flag )  mod 0= ;
: prime? ( n -- flag )
  dup 2 < if drop false exit then
  2 begin 2dup dup * >= while
    2dup divides? if 2drop false exit then
    1+
  repeat 2drop true ;

: count-block ( block -- )
  block-size *  0  block-size 0 do over i + prime? - loop nip
  counts send ;

: submit-all ( pool -- )  #blocks 0 do i over submit loop drop ;

: total ( -- n )  0 #blocks 0 do counts recv + loop ;

: main ( -- )
  #workers #queued ['] count-block pool
  dup submit-all pool-close
  #blocks block-size * . ." numbers, " total . ." of them prime" cr ;
