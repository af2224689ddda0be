\ test run
\ output: >>>naïve ✓\n<<<
\ run: [char] é == 233
: f ( -- )  ." naïve " s" ✓" type cr ;
f
