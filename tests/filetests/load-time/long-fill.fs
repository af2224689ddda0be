\ test run
\ A table that would make the file large is filled when the program starts.
\ size: <= 16384
\ size x86_64-macos: <= 9000
\ size aarch64-macos: <= 17200
\ output: >>>99999 4999950000 \n<<<
create table 100000 cells allot
: fill-table ( -- )  100000 0 do i table i cells + ! loop ;
fill-table
: total ( -- n )  0 100000 0 do table i cells + @ + loop ;
table 99999 cells + @ . total . cr
