\ test run
\ A list may be an item of a list.
\ output: >>>2 2 1 \n<<<
: pair ( x1 x2 -- list )  nil swap cons swap cons ;
: main ( -- )  1 2 pair 3 4 pair pair  dup length . dup car length . car car . cr ;
