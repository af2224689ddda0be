\ test run
\ A word without a static effect: the number is not known, so it is said with `spawn-n`.
\ output: >>>-305 6 \n<<<
variable sum
: total ( ... -- )  0 begin depth 1 > while + repeat sum ! ;
variable token  ' total token !
: bad ( -- )  token @ spawn drop ;
: main ( -- )  ['] bad catch .  1 2 3 3 token @ spawn-n join  sum @ . cr ;
