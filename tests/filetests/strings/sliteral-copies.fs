\ test run
\ flags: --load-eval
\ output: >>>gone soon<<<
create scratch 16 allot
s" gone soon" scratch swap move
: copies ( -- c-addr u )  [ scratch 9 ] sliteral ;
scratch 9 blank copies type
