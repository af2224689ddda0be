\ test run
\ run: f count nip == 5
\ run: f c@ == 5
\ run: f 1+ c@ == 104
\ run: empty c@ == 0
\ output: >>>hello\n<<<
: f ( -- c-addr )  c" hello" ;
: empty ( -- c-addr )  c" " ;
f count type cr
