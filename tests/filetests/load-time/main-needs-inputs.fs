\ test run
\ A `main` that needs inputs is a word like any other.
\ output: >>>top\n<<<
: main ( n -- )  . cr ;
.( top) cr
