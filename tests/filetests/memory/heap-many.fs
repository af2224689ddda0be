\ test run
\ output: >>>500500 0 \n<<<
\ A linked list on the heap.
variable head
: node ( n -- )  2 cells allocate throw  tuck !  head @ over cell+ !  head ! ;
: total ( -- n )  0 head @ begin dup while tuck @ + swap cell+ @ repeat drop ;
: release ( -- n )  0 head @ begin dup while dup cell+ @ swap free rot or swap repeat drop ;
: main ( -- )  1001 1 do i node loop  total .  release . cr ;
