\ test run
\ `assert-level` decides what is compiled: the rest is a comment.
\ output: >>>10 0 <<<
\ run: checked == 1 2
: .level ( -- )  assert-level @ 10 * . ;
.level
0 assert-level !
: checked ( -- n1 n2 )  assert1( false ) assert( false ) assert0( true ) 1 2 ;
assert-level @ .
