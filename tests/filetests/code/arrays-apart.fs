\ test run
\ output:
\ | 45 9 
\ | 45 8 
\ | 7 5 
\ | 3 3 
\ | 1 100 100 
\ An index leads from an array to no variable, so that these stay in registers; but it may come back to where the array
\ itself is accessed, and the distance of two addresses leads from one to the other.
variable v  variable last
create cells10 10 cells allot
create bytes10 10 allot

: fill-cells ( -- )  0 v !  10 0 do  i cells10 i cells + !  i v +!  i last !  loop ;
fill-cells v ? last ? cr
: fill-bytes ( -- )  0 v !  bytes10 10 bounds do  i bytes10 - i c!  i bytes10 - v +!  bytes10 8 + c@ last !  loop ;
fill-bytes v ? last ? cr
\ Comes back.
: back ( n -- n2 )  5 cells10 2 cells + !  7 swap cells cells10 + !  cells10 2 cells + @ ;
2 back . 3 back . cr
\ By a distance.
: store-at ( x distance -- )  cells10 + ! ;
: by-distance ( -- )  1 v !  3 v cells10 - store-at  v @ . v ? ;
by-distance cr
: loaded ( distance -- )  1 v !  v @ .  100 over cells10 + !  v @ .  drop v ? ;
v cells10 - loaded cr
