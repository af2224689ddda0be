\ test run
\ output: >>>4 6 source-place.fs<<<
\ Where the source is (gforth).
sourceline# .

: line ( -- u )  sourceline# ; immediate
: here? ( -- u )  [ line ] literal ;
\ The name ends like this, however the compiler was called.
: tail ( c-addr u n -- c-addr2 n )  >r + r@ - r> ;
here? 1- .  sourcefilename 15 tail type
