\ test run
\ throws: -2
\ stderr: >>>debugging.fs:7:<2> 1 2 \n<<<
\ stderr: >>>debugging.fs:8: failed assertion<<<
: traced ( a b -- c )
  \ What is left out by its level does not have to be Forth.
  ~~ assert2( not ( Forth )
  assert( 2dup < ) + ;
1 2 traced drop
2 1 traced drop
