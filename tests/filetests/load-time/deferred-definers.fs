\ test run
\ Everything that parses or defines goes on after the deferral.
\ output:
\ | 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 
argc @ 1- constant zero
variable v  zero 1+ v !  v @ .
zero 2 + value val  val .
zero 3 + to val  val .
defer d  :noname ( -- n )  zero 4 + ; is d  d .
create t  zero 5 + ,  6 c,  7 c,  align  8 ,
t @ .  t cell+ c@ .  t cell+ 1+ c@ .  t 2 cells + @ .
2variable dd  zero 9 + 10 dd 2!  dd 2@ swap . .
: f ( -- n )  [ 11 ] literal ;  f .
s" 12 ." evaluate
: g ( -- )  s" 13" evaluate ; immediate
: h ( -- n )  g ;  h .
' h execute 1+ .
: const ( n "name" -- )  create , does> ( -- n )  @ ;
zero 15 + const fifteen  fifteen .
' fifteen >body @ 1+ .
16 buffer: b  zero 17 + b !  b @ .
cr
