\ test run
\ A `main` that the top level called is not run once more.
\ output: >>>main\n<<<
: main ( -- )  ." main" cr ;
main
