\ test run
\ Where startup code branches on what only the running program has, what both ways agree on is known.
\ output: >>>yes 5 6 7 <<<
variable a  variable b  variable c
: maybe ( flag -- )  5 a ! if 6 b ! 1 c ! else 6 b ! 2 c ! then ;
: define-it ( n "name" -- )  dup 5 = if drop 5 then constant ;
: ?say ( -- )  ')' parse a @ 5 = b @ 6 = and if type else 2drop then ;
utime drop maybe
?say yes )
a @ define-it five  five .
b @ .
: checks ( n -- )  dup 0< if ." negative " abort then drop ;
utime drop abs checks
depth 7 + define-it seven  seven .
