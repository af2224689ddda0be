\ test run
\ output: >>>3 4 11 5 \n<<<
\ An address that lies across words.
variable x  5 x !
: twice ( n -- n2 )  2* ;
create odd  3 c,  x ,  4 c,
align create even  ' twice ,
: main ( -- )
  argc @ 99 = if 0 odd 1+ !  0 even ! then
  odd c@ .  odd 1+ cell+ c@ .
  6 odd 1+ @ +!
  odd 1+ @ @ .
  10 even @ execute 4 / . cr ;
