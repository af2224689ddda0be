\ test run
\ output: >>>0 8 32 40 40 \n<<<
\ A field of a size that only the running program knows.
utime 2drop  8 argc @ + 1- constant cell-size  ( 8 )
begin-structure record
  cell-size +field r1
  argc @ 24 * +field r2
  cell-size +field r3
end-structure
0 r1 . 0 r2 . 0 r3 . record . : f ( -- )  record . ; f cr
