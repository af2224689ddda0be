\ test run
\ output: >>>1 2 <<<
\ throws: -4
\ stderr: >>>bugs/position-of-token.fs:9: sq: stack underflow\n<<<
\ flags: --no-load-eval
\ What a word called by its token does not find is missing there, not in the word before it in the binary.
variable t
: sq ( n -- n2 )
  dup * ;
: a ( -- )  1 t +! t @ . ;
: set ( -- )  ['] sq t ! ;
: other ( -- xt )  ['] a ;
: main ( -- )
  a a set other drop
  t @ execute . ;
main
