\ Threads that allocate and free blocks of mixed sizes: THREADS STEPS QUARTERS. In each step a thread puts a new block into a
\ slot and frees what was there. So many quarters of the steps go to slots of all threads, where mostly another
\ thread has allocated what is freed. What bench/c/allocation.c does, too. Prints what was found wrong, and the most
\ memory that was resident.

4096 constant slots
variable threads  variable steps  variable quarters  variable wrong
create shared  slots cells allot

: number-arg ( -- n )  0. next-arg >number 2drop drop ;

: random ( x -- x' )  6364136223846793005 * 1442695040888963407 + ;
: bits ( x u mask -- n )  >r rshift r> and ;

\ 16 to 527 bytes; one of 16 is up to 8 KB.
: size-for ( x -- n )
  dup 40 511 bits 16 +  swap 52 15 bits 0= if 4 lshift then ;

: marks ( n a -- )  2dup + cell - >r  dup r> !  ! ;
: marked ( a -- flag )  dup dup @ + cell - @ = ;

: fresh ( x -- a )  size-for dup allocate throw  tuck marks ;
: release ( a -- )
  dup if
    dup marked 0= if 1 wrong atomic+! then
    free throw
  else drop then ;

: exchange ( new addr -- old )
  >r begin  r@ @ 2dup swap r@ cas  over <> while drop repeat  nip rdrop ;

: step ( x own -- )
  over fresh  { own a }
  dup 30 slots 1- bits cells  swap 20 3 bits quarters @ <
  if shared + a swap exchange else own + dup @ swap a swap ! then
  release ;

: empty ( slots -- )  slots 0 do dup i cells + @ release loop drop ;

: worker ( seed -- )
  slots cells allocate throw  dup slots cells erase  { own }
  steps @ threads @ / 0 do random dup own step loop drop
  own empty  own free throw ;

: resident ( -- )
  s" /proc/self/status" r/o open-file throw { file }
  begin pad 200 file read-line throw while
    pad swap  2dup s" VmHWM" string-prefix? if type cr else 2drop then
  repeat drop ;

: main ( -- )
  number-arg threads !  number-arg steps !  number-arg quarters !
  threads @ 0 do i 1+ ['] worker spawn loop
  threads @ 0 do join loop
  shared empty
  wrong @ . cr  resident ;
