\ test run
\ output: >>>-1 -2051 <<<
\ Throw codes of the program's own (gforth).
s" no data" exception constant no-data
s" no room" exception constant no-room
: fail ( -- )  no-data throw ;
no-data no-room <> .
' fail catch .
