\ EXCEPTION and EXCEPTION EXT.
include tester.fs

: t1 9 ;
: c1 1 2 3 ['] t1 catch ;
T{ c1 -> 1 2 3 9 0 }T
: t2 8 0 throw ;
: c2 1 2 ['] t2 catch ;
T{ c2 -> 1 2 8 0 }T
: t3 7 8 9 99 throw ;
: c3 1 2 ['] t3 catch ;
T{ c3 -> 1 2 99 }T
: t4 1- dup 0> if recurse else 999 throw -222 then ;
: c4 3 4 5 10 ['] t4 catch nip -111 ;
T{ c4 -> 3 4 5 999 -111 }T
: t5 2drop 2drop 9999 throw ;
: c5 1 2 3 4 ['] t5 catch depth >r drop 2drop 2drop r> ;
T{ c5 -> 5 }T

: t6 abort ;
: t7 77 swap abort" not to be seen" ;
T{ ' t6 catch -> -1 }T
T{ 0 ' t7 catch -> 77 0 }T
T{ 1 ' t7 catch nip -> -2 }T
: nested-catch ( n -- n... )
  [: 1 [: 5 throw ;] catch swap drop dup 5 = if 6 throw then ;] catch ;
T{ nested-catch -> 6 }T
variable seen
: cleaned ( xt -- )  catch 1 seen +! throw ;
: uses-cleanup ( -- )  ['] t4 cleaned ;
T{ 5 ' uses-cleanup catch nip seen @ -> 999 1 }T
: r-stack-kept ( -- n )  10 >r ['] t6 catch drop r> ;
T{ r-stack-kept -> 10 }T
: loop-kept ( -- n... )  3 0 do i ['] t6 catch drop loop ;
T{ loop-kept -> 0 1 2 }T
: local-kept {: a -- n :} ['] t6 catch drop a ;
T{ 5 local-kept -> 5 }T
T{ 5 ' noop catch -> 5 0 }T
T{ 0 ' throw catch -> 0 }T
T{ 5 ' throw catch nip -> 5 }T
: big-code -1 1 rshift throw ;
T{ ' big-code catch -> -1 1 rshift }T
T{ 1 0 ' / catch nip nip -> -10 }T
