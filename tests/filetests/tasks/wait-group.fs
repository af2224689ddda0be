\ test run
\ output: >>>4950 -310 3 \n<<<
\ Waits for all; again, after more was added; below 0 throws.
variable total
wait-group constant wg
: worker ( n wg -- )  swap total atomic+!  wg-done ;
: start ( -- )  100 wg wg-add  100 0 do i wg ['] worker spawn detach loop ;
: waiter ( wg -- )  wg-wait 1 total atomic+! ;
: below ( -- )  wg wg-done ;
: many ( -- )
  0 total !  wait-group { w }
  1 w wg-add
  w ['] waiter spawn w ['] waiter spawn w ['] waiter spawn
  w wg-done join join join  w free throw ;
: main ( -- )
  wg wg-wait  start wg wg-wait  total @ .
  ['] below catch .
  many total @ . cr ;
main
