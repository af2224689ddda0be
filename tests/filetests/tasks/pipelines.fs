\ test run
\ output: >>>338350 30 465 -24 \n<<<
\ Stages, fan-out and fan-in: all arrives, and the end of the input becomes the end of the output.
: squared ( n -- n2 )  dup * ;
: produce ( n1 n2 chan -- )  -rot ?do i over send loop close-channel ;
: source ( n1 n2 -- chan )  4 channel dup >r ['] produce spawn drop r> ;
: sum ( chan -- n )  0 ['] + rot chan-each ;
: inc ( n -- n2 )  1+ ;
: dec ( n -- n2 )  1- ;
: pipeline ( -- )
  ['] inc  101 1 source 1 4 stage
  ['] dec swap 3 0 stage
  ['] squared swap 2 4 stage  sum . ;
variable count
variable total
: take ( n -- )  total atomic+! 1 count atomic+! ;
: spread ( -- )  ['] take 31 1 source 3 fan-out dup wg-wait free throw  count @ . ;
create sources 3 cells allot
: merge ( -- )
  11 1 source sources !  21 11 source sources cell+ !  31 21 source sources 2 cells + !
  sources 3 5 fan-in sum . ;
: none ( -- )  sources 0 1 fan-in drop ;
: main ( -- )  pipeline spread merge ['] none catch . cr ;
main
