\ test run
\ What follows `bye` is not loaded, and `main` does not run.
\ output: >>>before\n<<<
: main ( -- )  ." main" ;
.( before) cr
bye
.( after)
no-such-word
