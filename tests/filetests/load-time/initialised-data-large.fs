\ test run
\ size x86_64-macos: <= 60000
\ output: >>>31492500 7 1002 \n<<<
\ More than would be worth a list of it.
create squares  4000 cells allot
: fill-squares ( -- )  3000 0 do i 7 * 1+ squares i cells + ! loop ;
fill-squares
variable pointer  squares 1000 7 / cells + pointer !
: sum ( -- n )  0 3000 0 do squares i cells + @ + loop ;
: main ( -- )  argc @ 99 = if 0 pointer ! then  sum .  7 squares !  squares @ .  squares 3999 cells + @ pointer @ cell+ @ + . cr ;
