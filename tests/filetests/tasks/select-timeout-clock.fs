\ test run
\ output: >>>0 0 -1 -1 0 0 -1 0 -1 4 -1 <<<
\ Time limits pass, and count from when they are asked for.
: elapsed ( d -- ms )  utime 2swap d- drop 1000 / ;
: main ( -- )
  0 channel { c }
  utime  20 c recv-timeout . .  elapsed 20 >= .
  utime  select{ c recv-case 1 c send-case 20 }select-timeout .  . .  elapsed 20 >= .
  utime 1 20 c send-timeout .  elapsed 20 >= .
  2 channel to c  4 1000 c send-timeout drop  1000 c recv-timeout swap . . ;
main
