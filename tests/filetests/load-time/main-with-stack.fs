\ test run
\ The stack that the top level leaves is there for `main`.
\ output: >>>2 \n<<<
1 2 3
: main ( -- )  depth . cr ;
drop
