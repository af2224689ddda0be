\ test run
\ output: >>>naïve ✓\n<<<
\ run: [char] é == 195
: f ( -- )  ." naïve " s" ✓" type cr ;
f
