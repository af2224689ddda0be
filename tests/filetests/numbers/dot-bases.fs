\ test run
\ output: >>>101 -101 FF -FF 7FFFFFFFFFFFFFFF FFFFFFFFFFFFFFFF \nZZ 255 $FFFFFFFFFFFFFFFF -1 377 \n<<<
: main ( -- )
  2 base ! 5 . -5 .
  hex 255 . -255 .  9223372036854775807 . -1 u. cr
  1295 36 base ! .
  255 dec. -1 hex. -1 dec.
  255 8 base ! . decimal cr ;
