\ test run
\ output:
\ | 45 45 45 
\ | 20 20 
\ | 3 3 10 
\ | 0 5 
\ | 0 1 3 6 10 
\ | throw -10 2 2 
\ | throw -24 3 
\ | 45 145 
\ | 2.5 
\ | 1 3 6 10 
\ | 99 
\ | 270 
\ | 0 0 
\ Variables that a loop changes are kept in registers meanwhile, unless somebody could see the difference.
variable v  variable w  fvariable f
create cells4 4 cells allot

: sum ( n -- )  0 v !  0 ?do i v +! loop ;
10 sum v ? v @ . 0 v ! 10 sum v ? cr
\ On some ways only.
: even ( n -- )  0 v !  0 ?do i 1 and 0= if i v +! then loop ;
10 even v ? v @ . cr
\ A way out in the middle.
: until-over ( n max -- )  0 v !  swap 0 ?do i v +! v @ over > if leave then loop drop ;
: counted ( n max -- )
  0 v ! 0 w !  swap 0 ?do 1 v +!  v @ over = if drop unloop exit then  i w +! loop drop ;
100 3 counted v ? v @ . 10 9 until-over v ? cr
\ A loop that is not run writes nothing.
: skipped ( n -- )  0 ?do i v ! loop ;
5 v ! 0 dup skipped . v ? cr
\ Output in between does not see the variable; a word does.
: show ( -- )  v ? ;
: shown ( n -- )  0 v !  0 ?do i v +! show loop ;
5 shown cr
\ A handler sees what was stored.
: result ( code -- )  ?dup if ." throw " . then ;
: dividing ( n -- )  0 v !  0 ?do 1 v +!  10 2 i - / drop  v @ w ! loop ;
: tries ( -- )  9 ['] dividing catch result drop  w ? w ? ;
tries cr
: throwing ( n -- )  0 v !  0 ?do 1 v +!  i 2 = if -24 throw then loop ;
: tries2 ( -- )  9 ['] throwing catch result drop  v ? ;
tries2 cr
\ An address that may be the variable's.
: both ( addr n -- )  0 ?do i over +!  i v +! loop drop ;
0 v ! 100 w ! w 10 both v ? w ? cr
\ Floats.
: fsum ( n -- )  0e f f!  0 ?do f f@ 0.5e f+ f f! loop ;
5 fsum f f@ f. cr
\ Cells of an array, and what lies beside.
: prefix ( -- )  4 0 do i 1+ cells4 i cells + ! loop  3 0 do cells4 i cells + dup @ swap cell+ +! loop ;
prefix cells4 @ . cells4 cell+ ? cells4 2 cells + ? cells4 3 cells + ? cr
\ The bound is the variable.
: self ( -- )  100 v ! begin v @ 99 > while -1 v +! repeat ;
self v ? cr
\ Nested loops.
: nest ( n -- )  0 v !  dup 0 ?do  dup 0 ?do j i + v +! loop  loop drop ;
6 nest v @ 90 + . cr
\ Bytes are not cells.
: bytes ( n -- )  0 v ! 0 ?do 1 v c@ + v c!  256 v +! loop ;
256 bytes v @ 65536 mod . v c@ . cr

\ x86-64 sum: not "addq d_v"
