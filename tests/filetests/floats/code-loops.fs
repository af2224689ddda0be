\ test run
\ Floats of a loop are in registers: no access to the float stack, whose pointer is at 1320(%r13).
\ x86-64: not "1320\(%r13\)"
\ x86-64 dot: "mulsd d_ys\(%[a-z0-9]+\),%xmm"
\ x86-64 dot: not "%rsp"
\ x86-64 dot: not "%r12"
\ x86-64 mandel: not "%rsp"
\ x86-64 mandel: not "\(%r12\)"
\ run: 0.3e 0.1e mandel == 100
\ run: 1e 1e mandel == 2
\ run: fill-in hundred dot f>s hundred 90 - dot f>s == 328350 285
\ A number that the compiler does not know, so that `dot` is not inlined.
variable size  100 size !
: hundred ( -- n )  size @ dup size ! ;
create xs 100 floats allot  create ys 100 floats allot
: fill-in ( -- )  100 0 do i s>f xs i floats + f!  i s>f ys i floats + f! loop ;
: dot ( n -- r )  0e 0 do xs i floats + f@ ys i floats + f@ f* f+ loop ;
: mandel ( cr ci -- n )
  0e 0e                                           ( cr ci x y )
  100 0 do
    fover fdup f* fover fdup f*                   ( cr ci x y x2 y2 )
    fover fover f+ 4e f> if fdrop fdrop fdrop fdrop fdrop fdrop i unloop exit then
    f- 4 fpick f+ frot frot f* f2* 2 fpick f+     ( cr ci x2 y2 )
  loop
  fdrop fdrop fdrop fdrop 100 ;
