\ test run
\ output: >>>1 2 <<<
\ throws: -9
\ stderr: >>>bugs/position-of-primitive.fs:9: set: invalid memory address\n<<<
\ flags: --no-load-eval
\ What a word of the system does by its token happens where that is mentioned, not in the word before it in the binary.
variable t
: a ( -- )  1 t +! t @ . ;
: set ( -- )  ['] recv t ! ;
: main ( -- )
  a a set
  5 t @ execute . ;
main
