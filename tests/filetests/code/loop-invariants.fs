\ test run
\ output:
\ | 10 10 10 0 3 
\ | 30 0 
\ | 4 4 5 
\ | 0 1 2 3 throw -10 3 
\ | throw -10 0 
\ | 7 6 5 4 3 2 1 0 
\ | 36 0 
\ | 1 2 3 42 throw -9 
\ | 285 
\ | 6 
\ What does not change in a loop is computed before it, and loops are tested at their end; but nothing
\ happens that would not have happened.
variable v  variable w

\ A variable that the body changes, or that a word called there changes.
: bump ( -- )  1 v +! ;
: reads ( n -- )  0 ?do w @ . loop ;
: changes ( n -- )  0 ?do v @ . bump loop ;
10 w ! 3 reads  0 v ! 1 changes  3 v ! 1 changes cr
\ The bound is a variable that the body changes.
: shrinking ( -- n )  0 begin v @ 0> while v @ + -10 v +! repeat ;
20 v ! shrinking . v @ . cr
\ By an address that may be the variable's.
: through ( addr -- )  3 0 do v @ . dup i 4 + swap ! loop drop ;
4 v ! v through cr
\ A trap happens in the round that it belongs to; not at all in a loop that is not run.
: late ( n d -- )  swap 0 ?do i . i 3 = if 1 over / drop then loop drop ;
: first ( n d -- q )  0 rot 0 ?do over 12 swap / + loop nip ;
: result ( code -- )  ?dup if ." throw " . then ;
: tries ( -- )  9 0 ['] late catch result 2drop  3 3 first drop ;
tries 3 . cr
: again ( -- )  5 0 ['] first catch result 2drop  0 0 first . ;
again cr
\ The test in the middle, at the head, and a way out of the body.
: down ( n -- )  begin dup . dup while 1- repeat drop ;
7 down cr
: sum-to ( n -- sum )  0 begin over while over + swap 1- swap repeat nip ;
8 sum-to . 0 sum-to . cr
\ A bad address matters where it is used.
: walk ( addr n -- )
  1+ 1 do i .  i 3 = if 42 . dup @ . then loop drop ;
: bad ( -- )  8 5 ['] walk catch result 2drop ;
bad cr
\ Of nested loops, what the outer one changes.
: squares ( n -- sum )  0 swap 0 ?do i 0 ?do j + loop loop ;
: table ( n -- sum )  0 swap 0 ?do i i * + loop ;
10 table . cr
4 squares 8 - . cr

