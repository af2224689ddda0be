\ test run
\ output: >>>-5 1 1 -308 2 <<<
\ Done by one thread, and waited for by all; not done if it throws.
variable times
variable fails
once constant setup
once constant again
: prepare ( -- )
  fails @ if false fails ! -5 throw then
  5 ms  1 times atomic+! ;
: prepared ( -- )  ['] prepare setup do-once ;
variable seen
: worker ( -- )  prepared times @ seen atomic+! ;
: nested ( -- )  1 times +! [: ;] again do-once ;
: renest ( -- )  ['] nested again do-once ;
: main ( -- )
  true fails !  ['] prepared catch .
  ['] worker spawn ['] worker spawn ['] worker spawn join join join
  times @ . seen @ 3 / .
  ['] renest catch . times @ . ;
main
