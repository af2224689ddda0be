\ test run
\ stdin: >>>first\nsecond, which is longer\n\nlast<<<
\ output: >>>f 4 irst|23 second, which is longer|0 |4 last|0 \n<<<
\ Standard input is a file like others: what `key` has not taken is there for `read-line`.
create line 80 allot
: show-all ( -- n )
  begin line 80 stdin read-line throw while dup . line swap type ." |" repeat ;
key emit space
show-all . cr
