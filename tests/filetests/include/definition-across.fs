\ test run
\ The end of a file does not end a line of the one that includes it.
\ output: >>>7 \n<<<
: f ( -- n )  7 ;
include parts/no-newline.fs
f .  no-newline cr
