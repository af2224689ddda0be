\ test run
\ It is taken as `again`, with a warning.
\ run: f == 5
: f ( -- n )  0 begin 1+ dup 5 = if exit then repeat ;  \ warning: repeat-without-while
