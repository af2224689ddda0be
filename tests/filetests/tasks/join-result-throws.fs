\ test run
\ output: >>>-2 before<<<
\ stderr: >>>gone wrong\n<<<
\ throws: -2
\ flags: --no-load-eval
\ The text of an `abort"` comes along with its code.
: bad ( -- )  true abort" gone wrong" ;
: main ( -- )  ['] bad spawn join-result dup .  ." before"  throw ;
main
