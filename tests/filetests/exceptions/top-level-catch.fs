\ test run
\ output: >>>-13 caught \n<<<
: fails ( -- )  -13 throw ;
' fails catch .
: g ( -- )  ['] fails catch if ." caught " then ;
g cr
