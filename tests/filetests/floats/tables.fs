\ test run
\ A table made while loading holds, bit by bit, what the running program computes.
\ output:
\ | 400 400 400 400 
: args ( n -- ) ( F: -- r )  s>f 7e f/ ;
: fill ( xt -- )  400 0 do i args dup execute f, loop drop ;
: sines ( F: r1 -- r2 )  fdup f* fsin ;
: powers ( F: r1 -- r2 )  fdup 1.3e f** fswap fexp f/ ;
: angles ( F: r1 -- r2 )  fdup 3e fatan2 fswap ftan f+ ;
: logarithms ( F: r1 -- r2 )  fdup flnp1 fswap fasinh f- ;
create table  ' sines fill  ' powers fill  ' angles fill  ' logarithms fill
: count-same ( xt addr -- n )
  0 -rot 400 0 do  ( n xt addr )
    over i args execute  dup i floats + f@  0e f~ if rot 1+ -rot then
  loop 2drop ;
variable times
: at-run-time ( xt -- )
  table times @ 400 * floats + count-same . 1 times +! ;
\ `argc` waits for the running program, and so does all of `main`.
: main  argc @ drop  ['] sines at-run-time ['] powers at-run-time ['] angles at-run-time ['] logarithms at-run-time cr ;
