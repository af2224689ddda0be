\ test run
\ throws: -9
\ stderr: >>>before\ninvalid memory address\n<<<
\ flags: --no-load-eval
\ Which mention of a word of the system was executed is not known.
variable t
: set ( n -- )  if ['] recv else ['] recv? then t ! ;
: again ( -- xt )  ['] recv ;
: main ( -- )
  s" before" stderr write-line throw
  again drop  again t !  true set
  5 t @ execute . ;
main
