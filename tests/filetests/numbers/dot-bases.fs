\ test run
\ `.` and `u.` in every kind of base; bases without digits throw.
\ output: >>>-FF FF 1010 -ZZ 18446744073709551615 -9223372036854775808 -17 -10 <<<
: in ( base -- )  base ! ;
: zero-base ( -- )  0 in 5 . ;
: one-base ( -- )  1 in 5 . ;
: main ( -- )
  -255 hex . decimal  255 hex u. decimal
  10 2 in . decimal
  -1295 36 in . decimal
  -1 u. 1 63 lshift .
  ['] one-base catch decimal .
  ['] zero-base catch decimal . ;
