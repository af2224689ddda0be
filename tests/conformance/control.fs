\ CORE and CORE EXT: control structures, `execute`, deferred words.
include tester.fs

: if-then ( flag -- n | )  if 123 then ;
: if-else ( flag -- n )  if 123 else 234 then ;
: if-twice ( n -- n2 )  dup 0< if drop -1 else 0> if 1 else 0 then then ;
T{ 0 if-then -> }T
T{ 1 if-then -> 123 }T
T{ -1 if-then -> 123 }T
T{ 0 if-else -> 234 }T
T{ 1 63 lshift if-else -> 123 }T
T{ -5 if-twice 0 if-twice 5 if-twice -> -1 0 1 }T
: several-else if 1 else 2 else 3 else 4 else 5 then ;
T{ false several-else -> 2 4 }T
T{ true several-else -> 1 3 5 }T

: while-repeat ( n -- n... )  begin dup 5 < while dup 1+ repeat ;
T{ 0 while-repeat -> 0 1 2 3 4 5 }T
T{ 6 while-repeat -> 6 }T
: until-loop ( n -- n... )  begin dup 1+ dup 5 > until ;
T{ 3 until-loop -> 3 4 5 6 }T
T{ 6 until-loop -> 6 7 }T
: again-loop ( n -- n2 )  begin dup 100 > if exit then 2* again ;
T{ 3 again-loop -> 192 }T
: two-whiles ( n -- n... )
  begin dup 2 > while dup 5 < while dup 1+ repeat 123 else 345 then ;
T{ 1 two-whiles -> 1 345 }T
T{ 3 two-whiles -> 3 4 5 123 }T
T{ 5 two-whiles -> 5 123 }T

: counted ( n1 n2 -- n... )  do i loop ;
T{ 4 1 counted -> 1 2 3 }T
T{ 2 -1 counted -> -1 0 1 }T
: skipped ( n1 n2 -- n... )  ?do i loop ;
T{ 5 5 skipped -> }T
T{ 7 5 skipped -> 5 6 }T
: down ( n1 n2 -- n... )  do i -1 +loop ;
T{ 1 4 down -> 4 3 2 1 }T
T{ 4 4 down -> 4 }T
: twos ( n1 n2 -- n... )  do i 2 +loop ;
T{ 5 0 twos -> 0 2 4 }T
T{ 6 0 twos -> 0 2 4 }T
: until-max ( -- n )  0  -1 1 rshift dup 5 - do 1+ loop ;
T{ until-max -> 5 }T
: around ( -- n )  0  -1 1 rshift 1+ dup 5 - do 1+ 1 +loop ;
T{ around -> 5 }T
: nested ( -- n... )  3 0 do 3 i ?do j 10 * i + loop loop ;
T{ nested -> 0 1 2 11 12 22 }T
: leaves ( n -- n )  0 swap 0 ?do i 4 = if drop i leave then 1+ loop ;
T{ 3 leaves -> 3 }T
T{ 10 leaves -> 4 }T
: unloops ( n -- n )  10 0 do dup i = if drop i unloop exit then loop drop -1 ;
T{ 4 unloops -> 4 }T
T{ 44 unloops -> -1 }T
: r-in-loop ( -- n )  7 >r 3 0 do loop r> ;
T{ r-in-loop -> 7 }T

: choose ( n -- n2 )  case 1 of 11 endof 2 of 22 endof 3 of 33 endof 99 swap endcase ;
T{ 1 choose 2 choose 3 choose 4 choose -> 11 22 33 99 }T
: choose-sum ( n -- n2 )  case 1 2 + of 100 endof dup 10 + swap endcase ;
T{ 3 choose-sum 4 choose-sum -> 100 14 }T
: no-case ( n -- )  case endcase ;
T{ 5 no-case -> }T
: case-in-case ( n1 n2 -- n )
  case
    1 of case 1 of 11 endof 2 of 12 endof 19 swap endcase endof
    2 of case 1 of 21 endof 29 swap endcase endof
    nip 90 swap
  endcase ;
T{ 1 1 case-in-case 2 1 case-in-case 3 1 case-in-case -> 11 12 19 }T
T{ 1 2 case-in-case 4 2 case-in-case 4 4 case-in-case -> 21 29 90 }T

: factorial ( n -- n2 )  dup 2 < if drop 1 else dup 1- recurse * then ;
T{ 0 factorial 5 factorial 20 factorial -> 1 120 2432902008176640000 }T
T{ :noname dup if 1- recurse 1+ then ; 7 swap execute -> 7 }T

T{ 5 ' dup execute -> 5 5 }T
: execute-it execute ;
T{ 5 6 ' + execute-it -> 11 }T
T{ 5 ' factorial execute-it -> 120 }T

defer action
T{ ' + is action -> }T
T{ 3 4 action -> 7 }T
: set-minus ['] - is action ;
T{ set-minus 3 4 action -> -1 }T
T{ action-of action ' - = -> true }T
: what-action action-of action ;
T{ what-action ' - = -> true }T
T{ ' * ' action defer! 3 4 action -> 12 }T
T{ ' action defer@ ' * = -> true }T
: deferred-in-definition ['] action defer@ execute ;
T{ 5 6 deferred-in-definition -> 30 }T
: stores-action ['] action defer! ;
T{ ' max stores-action 5 6 action -> 6 }T

: early-exit ( n -- n2 )  dup 0= if exit then 1+ exit 1+ ;
T{ 0 early-exit 5 early-exit -> 0 6 }T
: ahead-skips ahead 1 2 3 then 4 ;
T{ ahead-skips -> 4 }T
