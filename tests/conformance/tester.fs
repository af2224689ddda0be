\ The tester of the conformance tests: `T{ code -> results }T` compares what both sides leave on the stack.
\
\ A failing test prints its number, counted in the order of the source; tests/conformance.test.ts turns that into a line,
\ and compares the number of tests that ran with the number of those in the source. Runs in other Forth systems, too.

variable test-count
variable failure-count
variable stack-before

64 constant max-results
: results: ( "name" -- )  create 1 max-results + cells allot ;  \ a count and that many cells, the top of the stack first
results: found-results
results: expected-results
variable into

: excess ( -- n )  \ cells on the stack that were not there before the test
  depth stack-before @ - ;

: take-results ( i*x addr -- )
  into !
  excess dup into @ !
  max-results > if ." a test with too many results" cr abort then
  into @ @ 0 max 0 ?do  into @ 1 i + cells + !  loop
  begin excess 0< while 0 repeat ;

: print-results ( addr -- )
  dup @ 0 max 0 ?do  dup @ i - cells over + @ .  loop
  @ 0< if ." less than nothing" then cr ;

: same-results? ( -- flag )
  found-results @ expected-results @ = dup if
    found-results @ 1+ 1 ?do
      i cells found-results + @  i cells expected-results + @  = and
    loop
  then ;

: fail-test ( -- )
  1 failure-count +!
  base @ decimal
  ." FAILED " test-count @ . cr
  ."   expected " expected-results print-results
  ."   found    " found-results print-results
  base ! ;

: T{ ( -- )
  1 test-count +!
  depth stack-before ! ;

: -> ( i*x -- )
  found-results take-results ;

: }T ( i*x -- )
  expected-results take-results
  same-results? 0= if fail-test then ;

: report-tests ( -- )
  decimal cr ." tests: " test-count @ . ." failures: " failure-count @ . cr ;
