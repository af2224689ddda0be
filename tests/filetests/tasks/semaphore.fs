\ test run
\ output: >>>-1 -1 0 -1 -1 0 -24 <<<
\ No more get in than it lets; what is released can be acquired.
3 semaphore constant sem
variable inside  variable most  variable heap
: note-most ( n -- )  begin most atomic@ 2dup > while 2dup swap most cas drop drop repeat 2drop ;
: visit ( -- )
  sem acquire
  1 inside atomic-fetch+! 1+ note-most  -1 inside atomic+!
  sem release ;
: visitor ( -- )  2000 0 do visit loop ;
create visitors 8 cells allot
: bad ( -- )  -1 semaphore drop ;
: main ( -- )
  2 semaphore heap !
  heap @ try-acquire . heap @ try-acquire . heap @ try-acquire .
  heap @ release heap @ try-acquire .
  8 0 do ['] visitor spawn visitors i cells + ! loop
  8 0 do visitors i cells + @ join loop
  most @ 1 4 within . inside @ .  ['] bad catch . ;
main
