\ GFORTH: counted loops and selections beyond the standard's, assertions.
include tester.fs

: up ( n1 n2 -- n... )  +do i loop ;
T{ 4 1 up -> 1 2 3 }T
T{ 1 1 up -> }T
T{ 1 4 up -> }T
T{ 2 -2 up -> -2 -1 0 1 }T
: up-by ( n1 n2 -- n... )  +do i 3 +loop ;
T{ 7 0 up-by 6 0 up-by -> 0 3 6 0 3 }T
: u-up ( u1 u2 -- n... )  u+do i loop ;
T{ 4 1 u-up -> 1 2 3 }T
T{ 4 4 u-up -> }T
T{ 1 4 u-up -> }T
T{ 4 -1 u-up -> }T
: down ( n1 n2 -- n... )  -do i 1 -loop ;
T{ 1 4 down -> 4 3 2 }T
T{ 4 4 down -> }T
T{ 4 1 down -> }T
T{ -2 1 down -> 1 0 -1 }T
: down-by ( n1 n2 -- n... )  -do i 2 -loop ;
T{ 0 5 down-by 0 4 down-by -> 5 3 1 4 2 }T
: u-down ( u1 u2 -- n... )  u-do i 1 -loop ;
T{ 1 3 u-down -> 3 2 }T
T{ 3 1 u-down -> }T
: leaves-down ( -- n... )  0 9 -do i dup 6 = ?leave 1 -loop 77 ;
T{ leaves-down -> 9 8 7 6 77 }T
: exits-down ( -- n )  0 9 -do i 6 = if i unloop exit then 1 -loop 77 ;
T{ exits-down -> 6 }T

: for-next ( u -- n... )  for i next ;
T{ 0 for-next -> 0 }T
T{ 3 for-next -> 3 2 1 0 }T
: for-leaves ( -- n... )  5 for i dup 3 = if leave then next 99 ;
T{ for-leaves -> 5 4 3 99 }T
: for-exits ( -- n )  5 for i 3 = if i unloop exit then next 99 ;
T{ for-exits -> 3 }T
: for-in-for ( -- n... )  1 for 1 for j 10 * i + next next ;
T{ for-in-for -> 11 10 1 0 }T

: sign-of ( n -- n2 )  case dup 0< ?of drop -1 endof dup 0> ?of drop 1 endof 5 swap endcase ;
T{ -7 sign-of 7 sign-of 0 sign-of -> -1 1 5 }T
: collatz ( u -- n )  \ steps to 1
  0 swap case
    dup 1 = ?of drop endof
    dup 1 and ?of 3 * 1+ swap 1+ swap contof
    2/ swap 1+ swap
  next-case ;
T{ 1 collatz 2 collatz 7 collatz -> 0 1 16 }T
: to-three ( n -- n2 )  case 3 of 33 endof 1+ next-case ;
T{ 0 to-three -> 33 }T

: ?exits ( n -- n2 )  dup 5 > ?exit 100 + ;
T{ 4 ?exits 6 ?exits -> 104 6 }T

: fourth-of ( a b c d -- a b c d a )  fourth ;
T{ 1 2 3 4 fourth-of -> 1 2 3 4 1 }T

: checked ( n -- n )  assert( dup 5 < ) assert0( dup 3 < ) assert3( this is a comment ) ;
T{ 2 checked -> 2 }T
T{ 4 ' checked catch nip -> -2 }T
T{ 7 ' checked catch nip -> -2 }T
