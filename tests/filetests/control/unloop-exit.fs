\ test run
\ run: 3 find-it == 3
\ run: 30 find-it == -1
\ run: find-pair == 1 6
: find-it ( n -- n2 )  10 0 do dup i = if drop i unloop exit then loop drop -1 ;
: find-pair ( -- n1 n2 )
  10 0 do 10 0 do
    j i * 6 = if j i unloop unloop exit then
  loop loop 0 0 ;
