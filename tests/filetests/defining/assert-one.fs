\ test run
\ `assert1(` is compiled at the level there is at first; what holds does nothing.
\ throws: -2
\ stderr: >>>assert-one.fs:8: failed assertion<<<
\ output: >>>4 <<<
: checked ( n -- n )
  assert1( dup
    0> ) ;
4 checked .
-4 checked .
