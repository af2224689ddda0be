\ test run
\ output: >>>to stdout\n<<<
\ stderr: >>>to stderr<<<
: main ( -- )  s" to stderr" stderr write-file throw  s" to stdout" stdout write-file throw cr ;
