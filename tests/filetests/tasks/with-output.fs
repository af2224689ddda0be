\ test run
\ output:
\ | abababababababababababababababab
\ | abababababababababababababababab
\ | abababababababababababababababab
\ | abababababababababababababababab
\ | abababababababababababababababab
\ | abababababababababababababababab
\ | abababababababababababababababab
\ | abababababababababababababababab
\ | abababababababababababababababab
\ | abababababababababababababababab
\ | abababababababababababababababab
\ | abababababababababababababababab
\ | abababababababababababababababab
\ | abababababababababababababababab
\ | abababababababababababababababab
\ | abababababababababababababababab
\ | abababababababababababababababab
\ | abababababababababababababababab
\ | abababababababababababababababab
\ | abababababababababababababababab
\ | abababababababababababababababab
\ | abababababababababababababababab
\ | abababababababababababababababab
\ | abababababababababababababababab
\ | abababababababababababababababab
\ | abababababababababababababababab
\ | abababababababababababababababab
\ | abababababababababababababababab
\ | abababababababababababababababab
\ | abababababababababababababababab
\ | -308
\ Lines that threads print piece by piece are whole.
0 channel constant go
: pieces ( -- )  16 0 do ." ab" loop cr ;
: printer ( -- )  go recv? 2drop  10 0 do ['] pieces with-output loop ;
: print-all ( -- )
  ['] printer spawn ['] printer spawn ['] printer spawn  go close-channel  join join join ;
: nested ( -- )  ['] noop with-output ;
: main ( -- )  print-all  [: ['] nested with-output ;] catch 0 .r cr ;
main
