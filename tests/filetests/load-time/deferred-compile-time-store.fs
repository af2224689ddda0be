\ test run
\ A compile-time store to data that native code wrote before, and to data that is new.
\ output: >>>7 8 9 \n<<<
variable old
utime 2drop
5 old !
: set-old ( n -- )  old ! ; immediate
: f ( -- )  [ 7 ] set-old ;
old @ .
variable new
: set-new ( n -- )  new ! ; immediate
: g ( -- )  [ 8 ] set-new ;
new @ .
9 new ! new @ . cr
