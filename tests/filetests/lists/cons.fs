\ test run
\ output: >>>3 2 1 3 0 0 \n<<<
: main ( -- )
  nil 1 cons 2 cons 3 cons
  dup car . dup cdr car . dup cdr cdr car . dup length .
  drop nil length . nil . cr ;
