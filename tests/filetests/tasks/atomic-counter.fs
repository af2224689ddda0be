\ test run
\ output: >>>40000 40000 40000 \n<<<
variable plain
variable fetched
variable swapped
create tids 4 cells allot
: cas+ ( addr -- )  begin dup atomic@ 2dup dup 1+ rot cas over = until 2drop ;
: bump-swapped ( -- )  begin swapped atomic@ dup dup 1+ swapped cas = until ;
: worker ( -- )  10000 0 do 1 plain atomic+!  1 fetched atomic-fetch+! drop  bump-swapped loop ;
: main ( -- )
  4 0 do ['] worker spawn tids i cells + ! loop
  4 0 do tids i cells + @ join loop
  plain @ . fetched @ . swapped @ . cr ;
