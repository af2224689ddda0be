\ test run
\ A word that included a file goes on with what the startup code in that file has done.
\ output: >>>41 42 <<<
variable answer
: answer! ( n -- )  answer ! ;
: load-and-define ( "name" -- )
  s" postponed-included.fs" included  answer @ constant ;
utime 2drop
load-and-define forty-one  forty-one .
include postponed-included.fs
answer @ 1+ .
