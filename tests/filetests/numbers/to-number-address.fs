\ test run
\ run: 0 0 digits >number 2drop 2drop text-moved == 3
: digits ( -- c-addr u )  s" 123x" ;
: text-moved ( -- n )  0 0 digits >number drop nip nip digits drop - ;
