\ test run
\ Accesses before the beginning of an object and far behind it: an object format may have no room for such distances.
\ output: >>>7 8 42 43 -1 9 <<<
create small 7 , 8 ,
create large 20000000 allot
: before ( n -- x )  cells small 8 - + @ ;
: far ( -- )  42 large 16000000 + !  43 large 16777215 + c!  -1 large 8388608 + ! ;
: minus ( n -- )  9 swap large 16 - + ! ;
: main ( -- )
  1 before .  2 before .
  far  large 16000000 + @ .  large 16777215 + c@ .  large 8388608 + @ .
  24 minus  large cell+ @ . ;
main
