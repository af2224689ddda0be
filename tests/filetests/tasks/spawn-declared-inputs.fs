\ test run
\ The declared effect counts if it has more inputs: the cell is handed over though nobody uses it.
\ output: >>>5 9 \n<<<
variable seen
: agent ( id -- id )  5 seen ! ;
: main ( -- )  9 1 ['] agent spawn join  seen @ . . cr ;
