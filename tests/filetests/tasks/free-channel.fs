\ test run
\ output: >>>-306 ok<<<
\ Given back, unless somebody waits.
variable c
: waiter ( -- )  c @ recv drop ;
: main ( -- )
  0 channel c !
  ['] waiter spawn  200 ms
  c @ ['] free-channel catch . drop
  1 c @ send join
  1000 0 do i 7 and channel free-channel loop
  c @ free-channel ." ok" ;
main
