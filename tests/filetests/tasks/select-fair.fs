\ test run
\ output: >>>-1 -1 -1 1000 <<<
\ Of cases that can all be done each comes in its turn.
create counts 0 , 0 , 0 ,
: fill ( chan -- )  begin 1 over try-send 0= until drop ;
: main ( -- )
  100 channel 100 channel 100 channel { a b c }
  1000 0 do
    a fill b fill c fill
    select{ a recv-case b recv-case c recv-case }select
    cells counts + 1 swap +! 2drop
  loop
  counts 3 cells bounds do i @ 200 > . cell +loop
  0 counts 3 cells bounds do i @ + cell +loop . ;
main
