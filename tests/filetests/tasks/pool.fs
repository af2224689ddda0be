\ test run
\ output: >>>5050 -24 5 -7 0 -1 7 \n<<<
\ Drained at the end; a throw of a job is thrown then, and the other jobs are done; a full queue rejects.
variable total
: job ( n -- )  total atomic+! ;
: sum ( -- )  0 total !  4 8 ['] job pool  101 1 do i over submit loop  pool-close total @ . ;
: bad-job ( n -- )  dup 3 = if -7 throw then 1 total atomic+! drop ;
: fails ( -- )  0 total !  2 4 ['] bad-job pool  6 0 do i over submit loop  pool-close ;
: negative ( -- )  2 -1 ['] job pool drop ;
0 channel constant started
0 channel constant go
: slow-job ( n -- )  total +!  0 started send  go recv drop ;
: rejects ( -- )
  0 total !  1 1 ['] slow-job pool
  3 over submit  started recv drop        \ the worker has it
  4 over submit  5 over try-submit .
  0 go send  started recv drop  0 over try-submit .
  0 go send  started recv drop  0 go send
  pool-close total @ . ;
: main ( -- )
  sum  ['] negative catch .
  ['] fails catch  total @ . .
  rejects cr ;
main
