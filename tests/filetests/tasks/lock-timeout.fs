\ test run
\ output: >>>-1 0 -1 0 -308 -1 0 -1 -1 0 -1 <<<
\ Waiting for a mutex, a semaphore or a wait-group with a limit of time.
mutex constant m
1 semaphore constant sem
wait-group constant wg
0 channel constant steps
: step ( -- )  true steps send ;
: hold ( -- )  m lock step  steps recv drop  m unlock step ;
: twice ( -- flag )  m lock 10 m lock-timeout ;
: late ( ms t -- flag )  monotonic swap - swap 1000 * >= ;
: main ( -- )
  10 m lock-timeout . m unlock
  ['] hold spawn  steps recv drop
  5 monotonic over m lock-timeout . late .
  -1 m lock-timeout .
  step steps recv drop  join
  ['] twice catch . m unlock
  10 sem acquire-timeout . 5 sem acquire-timeout .  sem release 0 sem acquire-timeout .
  0 wg wg-wait-timeout .  1 wg wg-add  1 wg wg-wait-timeout .  wg wg-done  1 wg wg-wait-timeout . ;
main
