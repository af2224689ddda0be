\ test run
\ `evaluate` in an immediate word compiles (Forth-2012 F.6.1.1360).
\ run: f == 3
\ run: 4 g == 16
\ run: h == 10
: three-here ( -- )  s" 3" evaluate ; immediate
: f ( -- n )  three-here ;
: squared ( -- )  s" dup *" evaluate ; immediate
: g ( n -- n2 )  squared ;
: sum-to ( u -- )  0 swap 1+ 0 ?do i + loop postpone literal ; immediate
: h ( -- n )  [ 4 ] sum-to ;
