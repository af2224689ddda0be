\ test run
\ output: >>>3 \n<<<
0 channel constant c
variable woken
: worker ( -- )  c recv? 2drop 1 woken atomic+! ;
create tids 3 cells allot
: main ( -- )
  3 0 do ['] worker spawn tids i cells + ! loop
  c close-channel
  3 0 do tids i cells + @ join loop  woken @ . cr ;
