\ test run
\ output: >>>-1 -1 -1 0 <<<
\ Once after a time, again and again, when a wait-group is done.
: elapsed ( u -- ms )  utime drop swap - 1000 / ;
: work ( wg -- )  10 ms wg-done ;
: main ( -- )
  utime drop  30 after dup recv drop free-channel  elapsed 30 >= .
  utime drop  10 ticker  dup recv drop dup recv drop dup recv drop  close-channel  elapsed 30 >= .
  0 channel { never }
  select{ never recv-case 20 after recv-case }select 1 = . 2drop
  wait-group { wg }  2 wg wg-add  wg ['] work spawn drop  wg ['] work spawn drop
  wg wg-channel recv? . drop ;
main
