\ test run
\ output:
\ | 100 0
\ | 64 49
\ | 4 3 2 1 0 5
\ | 285
\ | -7 0
\ | -301
\ stderr: >>>tests/filetests/tasks/join-result.fs:14: fails: throw -7\n<<<
\ effect: squares ( ? -- ? )
\ What a thread leaves on its stack, or what it threw.
: end ( n -- )  1 .r cr ;
: square ( n -- n2 )  dup * ;
: fails ( -- )  -7 throw ;
: many ( n -- 0 ... n-1 )  0 ?do i loop ;
: squares ( -- )
  7 ['] square spawn  8 ['] square spawn  join-result throw .  join-result throw end ;
: lots ( -- )  5 1 ['] many spawn-n join-result throw  . . . . .  5 end ;
: loops ( -- sum )  0 10 0 do i ['] square spawn join-result throw + loop ;
: failed ( -- )  ['] fails spawn join-result . depth end ;
: no-such ( -- )  3 ['] square spawn dup join join-result ;
10 ' square spawn join-result swap . end
: main ( -- )
  squares lots loops end failed
  ['] no-such catch end ;
main
