\ test run
\ output: >>>-10 -1 -1 -1 <<<
\ Many timers, due in another order than they were made in: none comes too early, and one thread serves them all.
10 channel constant results
: wait-for ( us chan -- )  dup recv drop free-channel  monotonic < results send ;
: later ( n -- )  20 * 20 +  dup 1000 * monotonic +  swap after  ['] wait-for spawn drop ;
variable ticks
: count-ticks ( chan -- )  3 0 do dup recv drop 1 ticks +! loop close-channel ;
create timers  500 cells allot
: many ( -- flag )
  monotonic
  500 0 do i 7919 * 500 mod 10 / after  timers i cells + ! loop
  500 0 do timers i cells + @ dup recv drop free-channel loop
  monotonic swap - 49000 >= ;
: main ( -- )
  3 later 1 later 7 later 10 later 2 later 9 later 4 later 8 later 6 later 5 later
  0 10 0 do results recv + loop .
  2 ticker count-ticks  5 ticker count-ticks  ticks @ 6 = .
  many . many . ;
main
