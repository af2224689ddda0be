\ test run
\ output: >>>300 <<<
\ Nobody who has been spawned waits for a thread to become free.
0 channel constant gate  variable passed
: waits ( -- )  gate recv? 2drop  1 passed atomic+! ;
: opens ( -- )  gate close-channel ;
300 constant #waiting
create tids  #waiting cells allot
: main ( -- )
  20 0 do ['] noop spawn drop loop
  #waiting 0 do ['] waits spawn tids i cells + ! loop
  ['] opens spawn join
  #waiting 0 do tids i cells + @ join loop
  passed @ . ;
main
