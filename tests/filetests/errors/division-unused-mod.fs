\ test run
\ run: wasted throws -10
\ run: wasted-constant throws -10
\ run: wasted-pair throws -10
\ run: wasted-overflow throws -11
variable zero
variable low  -9223372036854775808 low !
: wasted ( -- )  7 zero @ mod drop ;
: wasted-constant ( -- )  7 0 / drop ;
: wasted-pair ( -- )  7 zero @ /mod 2drop ;
: wasted-overflow ( -- )  low @ -1 / drop ;
