\ test run
\ exit: 1
\ stderr: >>>tests/filetests/errors/uncaught-in-callee.fs:8: inner: throw 42\n<<<
variable depth-now
: inner ( n -- )
  dup depth-now +!
  dup 3 = if 42
    throw then
  drop ;
: outer ( -- )  10 0 do i inner loop ;
: main ( -- )  outer ;
