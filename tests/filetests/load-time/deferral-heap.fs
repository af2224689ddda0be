\ test run
\ output: >>>42 \n<<<
8 allocate throw constant cell-on-heap
42 cell-on-heap !
: main ( -- )  cell-on-heap @ . cell-on-heap free throw cr ;
