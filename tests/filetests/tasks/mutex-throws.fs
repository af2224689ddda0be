\ test run
\ output: >>>-308 -309 -309 0 -1 -7 -1 <<<
\ stderr: >>>tasks/mutex-throws.fs:10: misuse: this thread does not hold the mutex\n<<<
\ throws: -309
\ flags: --no-load-eval
\ Misuse; `try-lock`; `with-lock` lets go on a throw.
mutex constant m
: relock ( -- )  m lock ;
: other ( -- )  m ['] unlock catch . drop  m try-lock . ;
: misuse ( -- )  m unlock ;
: fails ( -- )  -7 throw ;
: main ( -- )
  m lock  ['] relock catch .
  m unlock  ['] misuse catch .
  m lock ['] other spawn join m unlock
  m try-lock . m unlock
  ['] fails m ['] with-lock catch . 2drop
  m try-lock .
  m unlock misuse ;
main
