\ A pipeline: numbers, how long their Collatz sequences are, and a histogram.
\
\     numbers --> 3 threads: steps --> 1 thread: bucket --> histogram
\
\ Each stage is connected to the next by a bounded channel, so a slow stage slows those before it down instead of
\ letting items pile up. The end of the input goes through it: a channel is closed when the stage before has ended.

16 constant room                    \ of each channel
10 constant #buckets
20 constant bucket-size

create histogram  #buckets cells allot
histogram #buckets cells erase

: numbers ( chan -- )  1001 1 do i over send loop close-channel ;

: collatz ( n -- n2 )  dup 1 and if 3 * 1+ else 2/ then ;
: steps ( n -- u )  0 swap begin dup 1 > while collatz swap 1+ swap repeat drop ;
: bucket ( u -- u2 )  bucket-size / ;

: tally ( u -- )  cells histogram + 1 swap +! ;

: .bucket ( u -- )
  dup bucket-size * 4 .r ."  to " dup 1+ bucket-size * 1- 3 .r ."  steps:"
  cells histogram + @ 5 .r cr ;

: main ( -- )
  room channel  dup ['] numbers spawn drop
  ['] steps  swap 3 room stage
  ['] bucket swap 1 room stage
  ['] tally swap chan-each
  #buckets 0 do i .bucket loop ;
