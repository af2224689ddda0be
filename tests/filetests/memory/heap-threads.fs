\ test run
\ output: >>>0 0 \n<<<
\ Threads allocate blocks of many sizes, and free those that others have allocated: what is in them stays.
16 constant slots
create shared  slots cells allot
variable wrong

: random ( x -- x' )  6364136223846793005 * 1442695040888963407 + ;
: size-for ( x -- n )  dup 40 rshift 255 and  swap 58 rshift 7 and lshift  cell + ;

\ The size in the first cell, and its lowest byte in all that follow.
: mark ( a n -- )  2dup swap !  >r cell+ r@ cell - r> 255 and fill ;
: intact ( a -- flag )
  dup @ { a n }  true  n cell ?do a i + c@ n 255 and = and loop ;
: new-block ( n -- a )  dup allocate throw  tuck swap mark ;
\ The old size is still there.
: resized ( a n -- a' )
  { n }  dup @ swap n resize throw  tuck @ <> if 1 wrong atomic+! then
  dup n mark ;
: done-with ( a -- )  ?dup if  dup intact 0= if 1 wrong atomic+! then  free throw  then ;

: exchange ( new addr -- old )
  >r begin  r@ @ 2dup swap r@ cas  over <> while drop repeat  nip rdrop ;

: worker ( x -- )
  300 0 do
    random  dup size-for new-block
    over 30 rshift 3 and 0= if over 33 rshift 4095 and cell + resized then
    over 20 rshift slots 1- and cells shared + exchange done-with
  loop drop ;

: main ( -- )
  5 1 do i ['] worker spawn loop  4 0 do join loop
  slots 0 do i cells shared + @ done-with loop
  wrong @ . depth . cr ;
main
