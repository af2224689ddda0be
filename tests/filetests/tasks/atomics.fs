\ test run
\ output: >>>5 5 8 8 10 10 10 20 20 30 20 \n<<<
variable v
: main ( -- )
  5 v atomic!  v atomic@ . v @ .
  3 v atomic+!  v @ .
  2 v atomic-fetch+! . v @ .
  10 20 v cas .  \ it was 10, so it is stored
  10 . v @ .
  v @ . 10 30 v cas drop 30 . v @ . cr ;
