\ test run
\ output: >>>to stdout\n<<<
\ stderr: >>>to stderr<<<
: main ( -- )  s" to stderr" stderr (type-to)  s" to stdout" stdout (type-to) cr ;
