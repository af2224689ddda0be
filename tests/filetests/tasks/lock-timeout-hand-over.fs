\ test run
\ output: >>>-1 -1 -1 <<<
\ Who waits with a limit gets what is let go in time; who gave up leaves nothing behind for those who still wait.
mutex constant m
0 semaphore constant sem
wait-group constant wg
100 channel constant got
: give-up ( -- )  1 m lock-timeout drop  1 sem acquire-timeout drop  1 wg wg-wait-timeout drop  0 got send ;
: wait-on ( -- )
  60000 m lock-timeout dup if m unlock then
  60000 sem acquire-timeout and  60000 wg wg-wait-timeout and  got send ;
: main ( -- )
  m lock  1 wg wg-add
  3 0 do ['] wait-on spawn drop  ['] give-up spawn drop loop
  3 0 do got recv drop loop
  m unlock  3 0 do sem release loop  wg wg-done
  3 0 do got recv . loop ;
main
