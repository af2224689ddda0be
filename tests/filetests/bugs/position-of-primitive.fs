\ test run
\ output: >>>1 2 <<<
\ throws: -9
\ stderr: >>>before\ninvalid memory address\n<<<
\ flags: --no-load-eval
\ What a word of the system does by its token does not happen in the word before it in the binary.
variable t
: a ( -- )  1 t +! t @ . ;
: set ( -- )  ['] recv t ! ;
: main ( -- )
  a a set
  s" before" stderr write-line throw
  5 t @ execute . ;
main
